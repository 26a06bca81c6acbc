// What a document says of others and others of it: lines grouped, counted, sorted and filtered, each with its words and their places.
const Lines = (() => {
  const { t } = Words;

  const words = (link) => link.evidence.map((it) => it.quote).join(' ');
  const dateOf = (link, isOut) => (isOut ? link.date ?? Model.dateOf(link.to) : link.date ?? Model.dateOf(link.from)) ?? '';

  const ORDER = {
    title: () => (a, b) => a.other.title.localeCompare(b.other.title, 'zh'),
    newest: (isOut) => (a, b) => dateOf(b.link, isOut).localeCompare(dateOf(a.link, isOut)) || a.other.place - b.other.place,
    oldest: (isOut) => (a, b) => (dateOf(a.link, isOut) || '9').localeCompare(dateOf(b.link, isOut) || '9') || a.other.place - b.other.place,
    level: () => (a, b) => (a.other.level?.place ?? 99) - (b.other.level?.place ?? 99) || a.other.title.localeCompare(b.other.title, 'zh'),
    times: () => (a, b) => b.link.evidence.length - a.link.evidence.length || a.other.place - b.other.place,
  };

  function notes(link) {
    return [
      link.provisions.length ? link.provisions.join('、') : null,
      link.ordinal ? t('nth', link.ordinal) : null,
      link.date ? t('since', link.date) : null,
      link.until ? t('until', link.until) : null,
      link.evidence.length > 1 ? t('times', link.evidence.length) : null,
    ].filter(Boolean).join(' · ');
  }

  function line({ link, other }, told) {
    const note = notes(link);
    const meta = Parts.notes(other);
    const quotes = Parts.list(link.evidence, 3, (it) => Parts.quote(it, told), 'div', { class: 'quotes' });
    return h('li', { class: 'line' },
      h('div', { class: 'row' }, Parts.swatch(Parts.colorOf(other)), h('span', { class: 'what' }, Parts.link(other), meta.length ? h('small', {}, ...meta) : null, note && h('small', { class: 'note' }, note)), Parts.badge(Status.state(other))),
      quotes);
  }

  function group(name, isOut, items, order) {
    const label = Words.relation(name, isOut);
    items.sort(ORDER[order](isOut));
    const told = new Map();
    return h('details', { open: true, class: 'group', 'data-relation': name, 'data-side': isOut ? 'out' : 'in' },
      h('summary', {}, h('span', { class: 'tag', style: { borderColor: items[0].link.relation.color } }, label), h('span', { class: 'count' }, String(items.length))),
      Parts.list(items, 30, (it) => line(it, told), 'ul', { class: 'lines' }));
  }

  function groups(items, isOut, order) {
    const byName = Map.groupBy ? Map.groupBy(items, (it) => it.link.relation) : items.reduce((map, it) => map.set(it.link.relation, [...(map.get(it.link.relation) ?? []), it]), new Map());
    return [...byName].sort(([a], [b]) => a.place - b.place).map(([relation, of]) => group(relation.name, isOut, of, order));
  }

  /** The section with all lines of a document. */
  function section(it) {
    const sides = Model.linksOf(it);
    const all = [...sides.out.map((link) => ({ link, other: link.to, isOut: true })), ...sides.in.map((link) => ({ link, other: link.from, isOut: false }))];
    if (!all.length) return null;
    const names = [...new Set(all.map(({ link, isOut }) => `${isOut ? 'out' : 'in'} ${link.relation.name}`))];
    const body = h('div', {});
    const count = h('span', { class: 'count', role: 'status' });
    const input = h('input', { type: 'search', placeholder: t('filterLines'), 'aria-label': t('filterLines'), value: Route.value('q') });
    let order = ORDER[Route.value('sort')] ? Route.value('sort') : 'newest';
    let only = names.includes(Route.value('only')) ? Route.value('only') : '';

    function fill() {
      const word = Find.fold(input.value);
      const fits = ({ link, other, isOut }) => (!only || only === `${isOut ? 'out' : 'in'} ${link.relation.name}`) && (!word || Find.fold(other.title + Model.numberOf(other) + words(link)).includes(word));
      const kept = all.filter(fits);
      count.textContent = kept.length === all.length ? String(all.length) : `${kept.length} / ${all.length}`;
      const side = (isOut) => {
        const items = kept.filter((it) => it.isOut === isOut);
        return items.length ? h('div', {}, Parts.heading(3, t(isOut ? 'outgoing' : 'incoming'), items.length), ...groups(items, isOut, order)) : null;
      };
      body.replaceChildren(...[side(true), side(false)].filter(Boolean));
    }
    const keep = () => Route.go(Route.change({ q: input.value, sort: order === 'newest' ? '' : order, only }), true);
    input.addEventListener('input', () => (fill(), keep()));
    const label = (key) => {
      const [side, name] = key.split(' ');
      return `${Words.relation(name, side === 'out')} ${all.filter((it) => it.link.relation.name === name && it.isOut === (side === 'out')).length}`;
    };
    const tools = h('div', { class: 'tools' }, input,
      Parts.select('only', t('relation'), [['', t('all')], ...names.map((key) => [key, label(key)])], only, (value) => { only = value; fill(); keep(); }),
      Parts.select('sort', t('sort'), [['newest', t('newest')], ['oldest', t('oldest')], ['title', t('byTitle')], ['level', t('byLevel')], ['times', t('degree')]], order, (value) => { order = value; fill(); keep(); }));
    fill();
    return h('section', { class: 'card', id: 'lines', 'aria-labelledby': 'lines-head' }, h('h2', { id: 'lines-head' }, t('lines'), ' ', count), all.length ? tools : null, body);
  }

  return { section };
})();
