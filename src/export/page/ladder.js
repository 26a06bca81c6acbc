// The layers above and below a document: what it rests on and what rests on it, by level of authority.
const Ladder = (() => {
  const { t } = Words;
  const MOST = 8;

  function layers(found) {
    const byLevel = new Map();
    for (const [it, far] of found) {
      const key = it.level?.place ?? 99;
      if (!byLevel.has(key)) byLevel.set(key, []);
      byLevel.get(key).push({ it, far });
    }
    const order = (a, b) => a.far - b.far || (Model.dateOf(b.it) ?? '').localeCompare(Model.dateOf(a.it) ?? '') || a.it.place - b.it.place;
    return [...byLevel].sort(([a], [b]) => a - b).map(([key, items]) => ({ level: key === 99 ? null : Model.levels[key], items: items.sort(order) }));
  }

  function chip({ it, far }) {
    return h('li', { class: far > 1 ? 'far' : null }, Parts.link(it, { class: `chip ${Status.isOver(it) ? 'over' : ''}` }));
  }

  function layer({ level, items }) {
    return h('div', { class: 'layer' }, h('h3', {}, level ? Parts.swatch(level.color) : null, Parts.levelName(level), h('span', { class: 'count' }, String(items.length))), h('div', {}, Parts.list(items, MOST, chip, 'ul', { class: 'chips' })));
  }

  function part(it, isUp, withFar) {
    const all = Model.reach(it, isUp, ['rests']);
    if (!all.size) return null;
    const near = new Map([...all].filter(([, far]) => far === 1));
    const rest = all.size - near.size;
    const toggle = rest ? h('label', { class: 'tick' }, h('input', { type: 'checkbox', checked: withFar, onchange: (event) => Route.replace(Route.change({ [isUp ? 'up' : 'down']: event.target.checked ? 'all' : '' })) }), t('showIndirect'), h('span', { class: 'count' }, String(rest))) : null;
    const shown = withFar ? all : near;
    const name = isUp ? 'upper' : 'lower';
    const content = shown.size ? layers(shown).map(layer) : [h('p', { class: 'soft' }, t(isUp ? 'noUpper' : 'noLower'))];
    return h('section', { class: `card ladder ${name}`, id: name, 'aria-labelledby': `${name}-head` }, h('h2', { id: `${name}-head` }, t(name), ' ', h('span', { class: 'count' }, String(near.size)), toggle), ...content);
  }

  return { upper: (it) => part(it, true, Route.value('up') === 'all'), lower: (it) => part(it, false, Route.value('down') === 'all') };
})();
