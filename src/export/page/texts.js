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

  const ENDS = '。！？；\n';
  const LONGEST = 160;

  /** Whether the line break at a place ends a paragraph: an empty line, or one that is not full, comes there. */
  function isBreak(text, n) {
    if (text.at(n) !== '\n') return false;
    let next = n + 1;
    while (/[ \t\r]/u.test(text.at(next) ?? '')) next++;
    return text.at(next) === '\n' && /[。！？；：]/u.test(text.at(n - 1) ?? '。');
  }

  const isEnd = (text, n) => (text.at(n) === '\n' ? isBreak(text, n) : ENDS.includes(text.at(n) ?? '\n'));

  /** The sentence in which evidence stands, in three parts. */
  async function sentence(it) {
    const text = await of(it.file);
    if (!text || it.end > text.length) return null;
    let [from, to] = [it.start, it.end];
    while (from > 0 && it.start - from < LONGEST && !isEnd(text, from - 1)) from--;
    if (!isEnd(text, to - 1)) {
      while (to < text.length && to - it.end < LONGEST && !isEnd(text, to)) to++;
      if (to < text.length && text.at(to) !== '\n') to++;
    }
    return { before: Dom.joined(text.slice(from, it.start)), words: Dom.joined(text.slice(it.start, it.end)), after: Dom.joined(text.slice(it.end, to)) };
  }

  return { isThere, of, sentence };
})();
