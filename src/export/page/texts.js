// The texts of the collection, carried by the page or asked of the server, and places in them by character.
const Texts = (() => {
  const carried = JSON.parse(document.getElementById('texts').textContent) ?? {};
  const isThere = Object.keys(carried).length > 0 || Boolean(Model.data.texts);
  const known = new Map();

  /** A text whose characters are counted as sources count them: by code point. */
  function wrap(text) {
    const isWide = /[\ud800-\udfff]/u.test(text) || /[\u{10000}-\u{10ffff}]/u.test(text);
    const letters = isWide ? Array.from(text) : null;
    const length = letters ? letters.length : text.length;
    const slice = (from, to) => (letters ? letters.slice(from, to).join('') : text.slice(from, to));
    const at = (n) => (letters ? letters[n] : text[n]);
    const lines = [0];
    for (let n = 0; n < length; n++) if (at(n) === '\n') lines.push(n + 1);
    return { length, slice, at, lines };
  }

  /** The text of a file; nothing if it is not at hand. */
  function of(file) {
    if (!known.has(file.name)) {
      const found = carried[file.name];
      if (found !== undefined) known.set(file.name, Promise.resolve(wrap(found)));
      else if (!Model.data.texts) known.set(file.name, Promise.resolve(null));
      else known.set(file.name, fetch(`/texts/${file.name}`).then(async (answer) => (answer.ok ? wrap(await answer.text()) : null), () => null));
    }
    return known.get(file.name);
  }

  const ENDS = '。！？；';
  const MOST = 60;
  const NOTE = /[（(][^（）()]*(?:通过|公布|发布|批准|修正|修订)[^（）()]*[）)]/gu;
  const STEP = /(?:通过|公布|发布|批准|修正|修订)[\s\u3000]+/gu;

  /** The paragraphs of the printing that holds a line, or of what stands around it. */
  function paragraphsAt(text, file, line) {
    const holds = ({ first, last }) => first <= line && line <= last;
    const { first, last } = file.printings.filter(holds).sort((a, b) => (a.last - a.first) - (b.last - b.first))[0] ?? { first: Math.max(1, line - 20), last: line + 20 };
    text.read ??= new Map();
    const key = `${first}-${last}`;
    if (!text.read.has(key)) text.read.set(key, Reader.paragraphs(text, first, last));
    return text.read.get(key);
  }

  /** Where a sentence may not reach beyond: the ends of sentences, and the brackets of a note on a text's history with its steps. */
  function stopsOf(words) {
    const stops = [];
    for (let n = 0; n < words.length; n++) if (ENDS.includes(words[n])) stops.push(n + 1);
    for (const note of words.matchAll(NOTE)) {
      if (note[0].length < 12) continue;
      stops.push(note.index, note.index + 1, note.index + note[0].length - 1, note.index + note[0].length);
      for (const step of note[0].matchAll(STEP)) stops.push(note.index + step.index + step[0].length);
    }
    return stops.sort((a, b) => a - b);
  }

  /** The sentence in which evidence stands, in three parts, as far as it is told near the words; `from` and `to` are its own ends. */
  async function sentence(it) {
    const text = await of(it.file);
    if (!text || it.end > text.length) return null;
    const around = paragraphsAt(text, it.file, it.line).filter((one) => one.from < it.end && one.to > it.start);
    const [from, to] = [Math.min(it.start, around[0]?.from ?? it.start), Math.max(it.end, around.at(-1)?.to ?? it.end)];
    const letters = Array.from(text.slice(from, to));
    const stops = stopsOf(letters.length === to - from && letters.every((one) => one.length === 1) ? letters.join('') : letters.map((one) => one[0]).join('')).map((n) => from + n);
    const start = stops.findLast((n) => n <= it.start) ?? from;
    // Words that themselves end a sentence are the whole of it.
    const end = stops.find((n) => n >= it.end) ?? to;
    const before = Array.from(Dom.joined(text.slice(start, it.start)));
    const after = Array.from(Dom.joined(text.slice(it.end, end)));
    return {
      from: start,
      to: end,
      before: before.length > MOST ? `…${before.slice(-MOST).join('')}` : before.join(''),
      words: Dom.joined(text.slice(it.start, it.end)),
      after: after.length > MOST ? `${after.slice(0, MOST).join('')}…` : after.join(''),
    };
  }

  return { isThere, of, sentence };
})();
