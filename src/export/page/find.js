// Finding documents by title, number in any brackets, issuer, other names and pinyin initials; forgives errors of typing.
const Find = (() => {
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').replace(/第(\d+)号/gu, '$1');
  const FULL = /^中华人民共和国/u;
  let index = null;

  function build() {
    const namesOf = new Map(Model.data.issuers.map((name, n) => [name, [name, ...(Model.data.issuer_names?.[n] ?? [])].map(fold)]));
    index = Model.documents.map((it) => {
      const title = fold(it.title);
      return {
        it,
        title,
        brief: title.replace(FULL, ''),
        numbers: [it.number, it.under].filter(Boolean).map(fold),
        names: it.names.map(fold),
        makers: it.issuers.flatMap((name) => namesOf.get(name)),
        weight: (it.stub ? 0 : 3) + Math.min(3, Math.log2(1 + Model.degree(it)) / 2),
        initials: null,
      };
    });
  }

  /** The least number of errors with which `word` stands somewhere in `text` (Sellers). */
  function errors(word, text, most) {
    let row = Array.from({ length: word.length + 1 }, (_, n) => n);
    let best = row[word.length];
    for (const character of text) {
      let [diagonal, left] = [row[0], 0];
      const next = [0];
      for (let n = 1; n <= word.length; n++) {
        left = Math.min(row[n] + 1, left + 1, diagonal + (word[n - 1] === character ? 0 : 1));
        diagonal = row[n];
        next.push(left);
      }
      row = next;
      if (row[word.length] < best) best = row[word.length];
      if (best === 0) break;
    }
    return best <= most ? best : null;
  }

  function exact(entry, word) {
    if (entry.title === word || entry.brief === word || entry.numbers.includes(word)) return 100;
    if (entry.names.includes(word)) return 95;
    if (entry.numbers.some((it) => it.startsWith(word))) return 85;
    if (entry.title.startsWith(word) || entry.brief.startsWith(word)) return 80 - entry.title.length / 100;
    if (entry.makers.includes(word)) return 72;
    if (entry.title.includes(word)) return 70 - entry.title.length / 100;
    if (entry.numbers.some((it) => it.includes(word))) return 65;
    if (entry.names.some((it) => it.includes(word))) return 60;
    if (entry.makers.some((it) => it.includes(word))) return 40;
    return 0;
  }

  function byInitials(entry, word) {
    entry.initials ??= [...Pinyin.initials(entry.it.title), ...entry.it.names.flatMap((name) => Pinyin.initials(name))];
    const start = (it) => it.startsWith(word) || it.replace(/^zhrmghg/u, '').startsWith(word);
    if (entry.initials.some((it) => it === word || it.replace(/^zhrmghg/u, '') === word)) return 55;
    if (entry.initials.some(start)) return 50;
    return word.length >= 3 && entry.initials.some((it) => it.includes(word)) ? 45 : 0;
  }

  /** All of several words, each somewhere. */
  function several(entry, words) {
    const all = [entry.title, ...entry.numbers, ...entry.makers, ...entry.names].join('\n');
    return words.every((word) => all.includes(word)) ? 58 : 0;
  }

  function similar(entry, word, letters, most) {
    let shared = 0;
    for (const letter of letters) if (entry.title.includes(letter)) shared++;
    if (shared < letters.size - most) return 0;
    const wrong = errors(word, entry.title, most);
    return wrong === null ? 0 : 30 - wrong * 5;
  }

  /** The best documents for a text, the best first, each with whether it is only like it. */
  function find(text, most = 12) {
    if (!index) build();
    const words = text.split(/\s+/u).map(fold).filter(Boolean);
    const word = fold(text);
    if (!word) return [];
    const isLatin = /^[a-z]+$/u.test(word);
    let found = [];
    let isNamed = false;
    for (const entry of index) {
      const told = exact(entry, word);
      isNamed ||= told >= 95;
      const score = Math.max(told, words.length > 1 ? several(entry, words) : 0, isLatin ? byInitials(entry, word) : 0);
      if (score) found.push({ it: entry.it, score: score + entry.weight, isLike: false });
    }
    // Beside what was meant exactly nothing only like it is of use.
    if (!isNamed && found.length < 3 && word.length >= 3 && !isLatin) {
      const wrong = word.length < 5 ? 1 : word.length < 12 ? 2 : 3;
      const known = new Set(found.map(({ it }) => it));
      const letters = new Set(word);
      for (const entry of index) {
        const score = known.has(entry.it) ? 0 : similar(entry, word, letters, wrong);
        if (score) found.push({ it: entry.it, score: score + entry.weight, isLike: true });
      }
    }
    found = found.sort((a, b) => b.score - a.score || a.it.place - b.it.place);
    return most ? found.slice(0, most) : found;
  }

  /** The document of exactly this title, number or other name. */
  function named(text) {
    if (!index) build();
    const word = fold(text);
    return index.find((entry) => exact(entry, word) >= 95)?.it ?? null;
  }

  return { find, named, fold };
})();
