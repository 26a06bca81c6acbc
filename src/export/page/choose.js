// Which documents and links a drawing shows: a neighbourhood, a chain of what superseded what, a tree of what rests on what, or everything.
const Choose = (() => {
  const MOST_NEAR = 400;
  const MODES = ['near', 'chain', 'tree', 'all'];

  const isWanted = (link, without) => !without.has(link.relation.name);

  /** The documents within so many steps of one, the nearest first, as many as can be read. */
  function near(center, hops, without, fits) {
    const far = new Map([[center, 0]]);
    let border = [center];
    for (let step = 1; step <= hops && border.length; step++) {
      const next = [];
      for (const it of border) {
        for (const link of [...it.out, ...it.in]) {
          const other = link.from === it ? link.to : link.from;
          if (!isWanted(link, without) || far.has(other) || !fits(other) || far.size >= MOST_NEAR) continue;
          far.set(other, step);
          next.push(other);
        }
      }
      border = next;
    }
    return far;
  }

  /** What a document superseded and what superseded it, step by step. */
  function chain(center) {
    const up = Model.reach(center, true, ['ends', 'changes', 'bounds']);
    const down = Model.reach(center, false, ['ends', 'changes', 'bounds']);
    return new Map([...(center.life?.members ?? [center]).map((it) => [it, 0]), ...up, ...down]);
  }

  /** What rests on a document, step by step; each hangs on the first that leads to it. */
  function tree(center) {
    return new Map([[center, 0], ...Model.reach(center, false, ['rests'])]);
  }

  /** Of the links of a tree those it grows by: each document hangs on one that is a step nearer. */
  function branches(far, links) {
    const hung = new Set();
    return links.filter(({ from, to }) => far.get(to) === far.get(from) - 1 && !hung.has(from) && hung.add(from));
  }

  /** The selection that the address asks for. */
  function now(center) {
    const mode = MODES.includes(Route.value('mode')) ? Route.value('mode') : center ? 'near' : 'all';
    const without = new Set(Route.value('not').split(',').filter(Boolean));
    const isBare = Route.value('stubs') === '0';
    const fits = (it) => !isBare || !it.stub || it === center;
    const hops = Math.min(4, Math.max(1, Number(Route.value('hops', '1')) || 1));
    let far = null;
    if (mode === 'all' || !center) far = new Map(Model.documents.filter(fits).map((it) => [it, 0]));
    else if (mode === 'chain') far = chain(center);
    else if (mode === 'tree') far = tree(center);
    else far = near(center, hops, without, fits);
    const kept = { chain: ['ends', 'changes', 'bounds', 'encloses'], tree: ['rests'] }[mode];
    const links = [];
    for (const it of far.keys()) {
      for (const link of it.out) if (far.has(link.to) && link.to !== it && isWanted(link, without) && (!kept || kept.includes(link.relation.effect))) links.push(link);
    }
    if (mode === 'tree' && center) links.splice(0, Infinity, ...branches(far, links));
    return { mode, center, hops, without, isBare, far, documents: [...far.keys()], links };
  }

  return { now, MODES };
})();
