// Where documents stand in a drawing: height is level, breadth is time or the layer of derivation; a tree grows from left to right.
const Place = (() => {
  const { t } = Words;
  const FEW = 120;
  // How many makers of a band have rows of their own.
  const OWN_ROWS = 6;

  const number = (day) => Date.parse(day.slice(0, 10).padEnd(10, '-01').replace(/^(\d{4})$/u, '$1-01-01') + 'T00:00:00Z') / 86400000;

  /** How many steps of derivation stand above each document, what is in a circle counts once. */
  function depths(documents, links) {
    const above = new Map(documents.map((it) => [it, []]));
    for (const link of links) if (link.relation.effect === 'rests') above.get(link.from)?.push(link.to);
    const depth = new Map();
    for (const start of documents) {
      const stack = [[start, 0]];
      const open = new Set([start]);
      while (stack.length) {
        const top = stack.at(-1);
        const parents = above.get(top[0]);
        if (depth.has(top[0]) || top[1] >= parents.length) {
          if (!depth.has(top[0])) depth.set(top[0], parents.length ? 1 + Math.max(...parents.map((it) => depth.get(it) ?? 0)) : 0);
          open.delete(top[0]);
          stack.pop();
        } else {
          const next = parents[top[1]++];
          if (!depth.has(next) && !open.has(next)) {
            open.add(next);
            stack.push([next, 0]);
          }
        }
      }
    }
    return depth;
  }

  /** A tree: across by step, down in order of its leaves. */
  function asTree({ center, documents, links }) {
    const under = new Map();
    const hanging = new Map();
    for (const { from, to } of links) hanging.set(to, [...(hanging.get(to) ?? []), from]);
    let border = [center];
    while (border.length) {
      const next = [];
      for (const it of border) {
        const children = hanging.get(it) ?? [];
        children.sort((a, b) => (a.level?.place ?? 99) - (b.level?.place ?? 99) || (Model.dateOf(a) ?? '9').localeCompare(Model.dateOf(b) ?? '9'));
        under.set(it, children);
        next.push(...children);
      }
      border = next;
    }
    const places = new Map();
    let row = 0;
    const visit = (root) => {
      const stack = [[root, 0, false]];
      while (stack.length) {
        const [it, far, isDone] = stack.pop();
        const children = under.get(it) ?? [];
        if (isDone) places.set(it, { x: far * 300, y: (places.get(children[0]).y + places.get(children.at(-1)).y) / 2 });
        else if (!children.length) places.set(it, { x: far * 300, y: row++ * 24 });
        else {
          stack.push([it, far, true]);
          for (const child of [...children].reverse()) stack.push([child, far + 1, false]);
        }
      }
    };
    visit(center);
    for (const it of documents) if (!places.has(it)) places.set(it, { x: 0, y: row++ * 24 });
    return { places, bands: [], ticks: [] };
  }

  /** The documents of a band in rows of their own for each of the busiest makers, those of the others together. */
  function byMaker(items) {
    const count = new Map();
    for (const it of items) if (it.issuers[0]) count.set(it.issuers[0], (count.get(it.issuers[0]) ?? 0) + 1);
    const first = [...count].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, OWN_ROWS).map(([name]) => name);
    const groups = [...first.map((name) => items.filter((it) => it.issuers[0] === name)), items.filter((it) => !first.includes(it.issuers[0]))];
    return groups.filter((group) => group.length);
  }

  /** Bands of levels, in which documents stand by their x, in rows where they would touch; what has no x stands left of all, in a block. */
  function inBands(documents, xOf, isFew) {
    const cell = isFew ? { wide: 158, high: 26, most: 60, block: 6 } : { wide: 9, high: 9, most: 120, block: 24 };
    const byLevel = new Map();
    for (const it of documents) {
      const key = it.level?.place ?? 99;
      if (!byLevel.has(key)) byLevel.set(key, []);
      byLevel.get(key).push(it);
    }
    const places = new Map();
    const bands = [];
    let top = 0;
    for (const [key, items] of [...byLevel].sort(([a], [b]) => a - b)) {
      const known = items.filter((it) => xOf(it) !== null).sort((a, b) => xOf(a) - xOf(b) || a.place - b.place);
      let used = 0;
      for (const group of isFew ? [known] : byMaker(known)) {
        const ends = [];
        for (const it of group) {
          let x = xOf(it);
          let row = ends.findIndex((end) => end <= x);
          if (row < 0 && ends.length < cell.most) row = ends.length;
          else if (row < 0) {
            row = ends.indexOf(Math.min(...ends));
            x = ends[row];
          }
          ends[row] = x + cell.wide;
          places.set(it, { x, y: top + (used + row + 0.8) * cell.high });
        }
        used += ends.length;
      }
      const rows = Math.max(used, Math.min(cell.block, items.length - known.length), 1);
      items.filter((it) => xOf(it) === null).forEach((it, n) => places.set(it, { x: -Math.floor(n / rows) * cell.wide, y: top + (n % rows + 0.8) * cell.high }));
      const high = Math.max((rows + 0.9) * cell.high, 18);
      bands.push({ y: top, high, level: key === 99 ? null : Model.levels[key] });
      top += high + (isFew ? 14 : 20);
    }
    return { places, bands };
  }

  function byTime(documents, isFew) {
    const days = documents.map(Model.dateOf).filter((day) => /^\d{4}/u.test(day ?? '')).map(number).filter(Number.isFinite);
    const [first, last] = days.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
    const years = Math.max(1, (last - first) / 365.25 || 1);
    const width = isFew ? Math.max(760, Math.min(2400, days.length * 60)) : Math.max(1400, Math.sqrt(documents.length) * 45);
    const margin = isFew ? 190 : 90;
    // Most of a collection is from its last years: the older a day, the less room it gets.
    const bend = (day) => 1 - Math.log1p(9 * (last - day) / Math.max(1, last - first)) / Math.log(10);
    const at = (day) => margin + (width - margin) * (years > 15 ? bend(day) : (day - first) / Math.max(1, last - first));
    const xOf = (it) => {
      const day = Model.dateOf(it);
      const when = /^\d{4}/u.test(day ?? '') ? number(day) : NaN;
      return Number.isFinite(when) ? at(when) : null;
    };
    const ticks = [{ x: 0, name: t('undated') }];
    const [low, high] = [1970 + first / 365.2425, 1970 + last / 365.2425];
    let before = -Infinity;
    for (let year = Math.ceil(low); year <= high && Number.isFinite(low); year++) {
      const x = at(number(`${year}-01-01`));
      if (x - before >= 64) ticks.push({ x, name: String(year) });
      if (x - before >= 64) before = x;
    }
    return { ...inBands(documents, xOf, isFew), ticks };
  }

  function byLayer(documents, links, isFew) {
    const depth = depths(documents, links);
    const deepest = Math.max(...depth.values(), 0);
    const step = isFew ? 240 : Math.max(160, Math.sqrt(documents.length) * 14);
    const count = new Map();
    const xOf = (it) => depth.get(it) * step + (isFew ? 0 : offset(it));
    const offset = (it) => count.get(it) ?? 0;
    const seen = new Map();
    for (const it of documents) {
      const key = `${depth.get(it)} ${it.level?.place}`;
      seen.set(key, (seen.get(key) ?? -1) + 1);
      count.set(it, (seen.get(key) * 9) % (step * 0.8));
    }
    const ticks = Array.from({ length: deepest + 1 }, (_, n) => ({ x: n * step, name: String(n) }));
    return { ...inBands(documents, xOf, isFew), ticks };
  }

  const MAKERS = ['#3b6fb5', '#b5533b', '#3f8f5b', '#8a5bb0', '#b08a2e', '#2e8f95', '#b0467f', '#6b7f2e', '#5a6a85', '#946341'];

  function colors(documents, by) {
    if (by === 'state') {
      const tones = { good: '#2e8f57', changed: '#c07a12', over: '#b2342b', none: '#8d9399' };
      return { of: (it) => tones[Status.tone(Status.state(it))], legend: [...new Set(documents.map((it) => Status.state(it)))].map((state) => ({ name: Status.label(state), color: tones[Status.tone(state)] })) };
    }
    if (by === 'maker') {
      const count = new Map();
      for (const it of documents) if (it.issuers[0]) count.set(it.issuers[0], (count.get(it.issuers[0]) ?? 0) + 1);
      const first = [...count].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MAKERS.length).map(([name], n) => ({ name, color: MAKERS[n] }));
      const known = new Map(first.map(({ name, color }) => [name, color]));
      return { of: (it) => known.get(it.issuers[0]) ?? '#8d9399', legend: [...first, { name: t('others'), color: '#8d9399' }] };
    }
    const levels = [...new Set(documents.map((it) => it.level))].sort((a, b) => (a?.place ?? 99) - (b?.place ?? 99));
    return { of: Parts.colorOf, legend: levels.map((level) => ({ name: Parts.levelName(level), color: level?.color ?? '#8d9399' })) };
  }

  /** The scene: nodes, edges, bands and ticks in their places. */
  function scene(selection) {
    const { documents, links, mode, center } = selection;
    const isFew = documents.length <= FEW || mode === 'tree';
    const found = mode === 'tree' && center ? asTree(selection) : Route.value('across') === 'layer' ? byLayer(documents, links, isFew) : byTime(documents, isFew);
    const color = colors(documents, Route.value('color', 'level'));
    const nodes = documents.map((it) => ({ it, ...found.places.get(it), r: isFew ? 5 : 2.5 + Math.min(5, Math.sqrt(Model.degree(it)) * 0.5), color: color.of(it), isOver: Status.isOver(it), isCenter: it === center, label: it.title }));
    const byDocument = new Map(nodes.map((node) => [node.it, node]));
    const edges = links.map((link) => ({ link, from: byDocument.get(link.from), to: byDocument.get(link.to), color: link.relation.color, isFaint: ['refers', 'encloses'].includes(link.relation.effect) }));
    const right = nodes.reduce((most, node) => Math.max(most, node.x), 0) + (isFew ? 170 : 20);
    const bottom = nodes.reduce((most, node) => Math.max(most, node.y), 0) + 24;
    return { nodes, edges, bands: found.bands, ticks: found.ticks, legend: color.legend, isFew, isTree: mode === 'tree' && Boolean(center), box: { left: nodes.reduce((least, node) => Math.min(least, node.x), 0) - (found.bands.length ? (isFew ? 120 : 40) : 20), top: -30, right, bottom } };
  }

  return { scene };
})();
