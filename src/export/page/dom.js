// Makers of elements. Text only ever becomes text nodes and attributes, never markup.
const Dom = (() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const SPACES = /[\s\u3000]+/gu;

  function put(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (name === 'style') Object.assign(made.style, value);
      else if (name === 'value') made.value = value;
      else made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false && it !== ''));
    return made;
  }

  const h = (name, attributes, ...children) => put(document.createElement(name), attributes, children);
  const s = (name, attributes, ...children) => put(document.createElementNS(SVG, name), attributes, children);
  const button = (text, onclick, attributes) => h('button', { type: 'button', onclick, ...attributes }, text);

  /** A quote of a source on one line: Chinese is joined where the source wrapped it, words keep a space. */
  const joined = (text) => text.replace(/([^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])/gu, '$1').replace(SPACES, ' ').trim();

  /** Saves a text or a blob as a file of the reader. */
  function save(name, content, type) {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const link = h('a', { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** What the browser keeps for this page, as far as it lets us. */
  const memory = {
    get(name, otherwise) {
      try {
        return JSON.parse(localStorage.getItem('zhengtu.' + name)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem('zhengtu.' + name, JSON.stringify(value));
      } catch {
        // A browser that keeps nothing is no reason to stop.
      }
    },
  };

  return { h, s, button, joined, save, memory };
})();
const { h, s } = Dom;
