// Parts that many views show: a document as a link, its badge, a quote with its place, filters as chips, headings.
const Parts = (() => {
  const { t } = Words;

  const levelName = (level) => (level ? Words.pick([level.zh, level.en]) : t('unknownLevel'));
  const swatch = (color) => h('span', { class: 'swatch', 'aria-hidden': 'true', style: { background: color } });
  const colorOf = (it) => it.level?.color ?? '#8d9399';

  function badge(state, attributes) {
    return h('span', { class: `badge ${Status.tone(state)}`, ...attributes }, Status.label(state));
  }

  /** The day of a document in words: a year alone comes from its number. */
  function when(it) {
    const day = Model.dateOf(it) ?? '';
    return day.length === 4 ? t('aboutYear', day) : day;
  }

  /** A document as a link; struck through when it is over on the day chosen. */
  function link(it, attributes) {
    const isOver = Status.isOver(it);
    return h('a', { href: Route.document(it), class: isOver ? 'over' : null, title: isOver ? t('over') : null, ...attributes }, it.title);
  }

  /** Number and day of a document and what else is said of it, each day on one line. */
  function notes(it, ...more) {
    const found = [Model.numberOf(it), when(it) && h('span', { class: 'day' }, when(it)), ...more].filter(Boolean);
    return found.flatMap((note, n) => (n ? [' · ', note] : [note]));
  }

  /** A line for a document: link, number, date, badge. */
  function row(it, ...more) {
    const told = notes(it);
    return h('li', { class: 'row' }, swatch(colorOf(it)), h('span', { class: 'what' }, link(it), told.length ? h('small', {}, ...told) : null, ...more), badge(Status.state(it)));
  }

  /** A link to a file where it lies on the web, if the graph says where. */
  const original = (file) => (file.url ? h('a', { class: 'original', href: file.url, rel: 'noopener noreferrer', target: '_blank', 'aria-label': `${t('original')}：${file.short}` }, `${t('original')} ↗`) : null);

  const placeOf = (it) => `${it.file.short} · ${t('line', it.line)}`;

  /** Where evidence is read: in the text of the document that prints it, with its words marked. */
  function reading(it) {
    const holds = (printing) => printing.first <= it.line && it.line <= printing.last;
    const printing = it.file.printings.filter(holds).sort((a, b) => (a.last - a.first) - (b.last - b.first))[0];
    const values = { file: it.file.name, at: `${it.start}-${it.end}` };
    return Route.link('text', printing?.document.iri ?? '', values);
  }

  /** The words of evidence, in their sentence when the text is at hand, and where they stand. A sentence that is among those `told` already is counted there, and not told again. */
  function quote(it, told = null) {
    const words = h('q', {}, h('mark', {}, Dom.joined(it.quote)));
    const made = h('blockquote', {}, words, ' ', h('a', { class: 'place', href: reading(it), 'aria-label': `${t('read')}：${placeOf(it)}` }, placeOf(it)));
    if (!Texts.isThere) return made;
    Texts.sentence(it).then((found) => {
      if (!found) return;
      const key = `${it.file.name} ${found.from}-${found.to}`;
      const first = told?.get(key);
      if (first) {
        first.n++;
        first.count.textContent = ` ${t('sameSentence', first.n)}`;
        words.replaceChildren(h('mark', {}, found.words));
        made.classList.add('again');
        return;
      }
      const count = h('small', { class: 'count' });
      told?.set(key, { n: 1, count });
      words.replaceChildren(found.before, h('mark', {}, found.words), found.after);
      words.after(count);
    });
    return made;
  }

  const heading = (level, text, count) => h(`h${level}`, {}, text, count === undefined ? null : h('span', { class: 'count' }, String(count)));

  function select(name, label, options, value, onchange) {
    const made = h('select', { name, onchange: (event) => onchange(event.target.value) }, ...options.map(([key, text]) => h('option', { value: key }, text)));
    made.value = value;
    return h('label', { class: 'choice' }, h('span', {}, label), made);
  }

  /** A list of which only the first are shown until asked for all. */
  function list(items, most, make, name = 'ul', attributes = {}) {
    const made = h(name, attributes, ...items.slice(0, most).map(make));
    if (items.length <= most) return made;
    const more = Dom.button(t('more', items.length - most), () => {
      made.append(...items.slice(most).map(make));
      more.remove();
      made.children[most]?.querySelector('a, button')?.focus();
    }, { class: 'more' });
    return [made, more];
  }

  /** Bars of counts, each a link to the documents counted. */
  function bars(entries, attributes) {
    const top = Math.max(1, ...entries.map((it) => it.count));
    const bar = (it) => h('li', {}, h('a', { href: it.href }, h('span', { class: 'name' }, it.swatch ? swatch(it.swatch) : null, it.name), h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${100 * it.count / top}%` } })), h('span', { class: 'count' }, String(it.count))));
    return h('ul', { class: 'bars', ...attributes }, ...entries.map(bar));
  }

  return { when, notes, levelName, swatch, colorOf, badge, link, row, original, placeOf, reading, quote, heading, select, list, bars };
})();
