// Legal status on the day chosen: the state, the words that prove it, whether a document is over.
const Status = (() => {
  const IN_FORCE = new Set(['in force', 'amended', 'partly repealed', 'suspended in part', 'extended in part']);
  const OVER = new Set(['expired', 'repealed', 'replaced']);
  const none = { state: Model.states.findIndex((it) => it.name === 'unknown'), rule: null, basis: null, since: null, until: null, by: [], evidence: [] };

  /** The state of a document on a day; without a day, as far as the collection tells. */
  function on(it, day = Route.day) {
    if (!it.life) return none;
    if (!day) return it.life.now;
    let found = it.life.course[0];
    for (const spell of it.life.course) {
      if (spell.from && spell.from > day) break;
      found = spell;
    }
    return found ?? none;
  }

  /** The states one after the other, each told once however often it was changed meanwhile; every amendment stands for itself. */
  function turns(it, isEach = true) {
    const turned = (spell, n, all) => !n || spell.state !== all[n - 1].state || (isEach && Model.states[spell.state].name === 'amended');
    return (it.life?.course ?? []).filter(turned);
  }

  /** Which amendment it was that began a spell, as far as it is told. */
  function ordinalOf(it, spell) {
    const works = it.life?.members ?? [it];
    const links = works.flatMap((work) => work.in).filter((link) => link.relation.name === 'amends' && link.date === spell.from);
    const versions = works.flatMap((work) => work.versions).map(({ made }) => made).filter((made) => made.date === spell.from);
    return [...links, ...versions].map((one) => one.ordinal).find(Boolean) ?? null;
  }

  const state = (it, day) => Model.states[on(it, day).state];
  const label = (state) => (Words.lang === 'zh' ? state.label : state.name);
  const isOver = (it, day) => OVER.has(state(it, day).name);
  const isInForce = (it, day) => IN_FORCE.has(state(it, day).name);
  const tone = (state) => (OVER.has(state.name) ? 'over' : state.name === 'in force' ? 'good' : IN_FORCE.has(state.name) ? 'changed' : state.name === 'suspended' ? 'over' : 'none');

  /** The words a state rests on: what was done to the document, else what it says of itself. */
  function proof(it, spell) {
    const found = [...spell.evidence];
    const isEnded = ['repealed', 'replaced'].includes(Model.states[spell.state].name);
    const members = it.life?.members ?? [it];
    const facts = (names) => names.flatMap((name) => members.map((member) => member.facts[name]).filter(Boolean).slice(0, 1));
    if (!isEnded) found.push(...facts(['expires', 'effective']));
    if (!found.length) found.push(...facts(['dated']));
    return [...new Set(found)];
  }

  const after = (day, months) => {
    const date = new Date(day + 'T00:00:00Z');
    date.setUTCMonth(date.getUTCMonth() + months);
    return date.toISOString().slice(0, 10);
  };

  /** Documents in force whose term ends within a year after the day, the first to end first. */
  function lapsing(day = Route.day) {
    const start = day ?? Model.horizon;
    if (!start) return [];
    const end = after(start, 12);
    const seen = new Set();
    return Model.documents
      .filter((it) => !it.stub && it.life && isInForce(it, start))
      .map((it) => ({ it, until: on(it, start).until }))
      .filter(({ it, until }) => until && until >= start && until <= end && !seen.has(it.life) && seen.add(it.life))
      .sort((a, b) => a.until.localeCompare(b.until));
  }

  /** Documents in force that rest on one that is over, with that one. */
  function shaky(day = Route.day) {
    const found = [];
    for (const link of Model.links) {
      if (link.relation.effect !== 'rests' || link.from.stub || Model.isInside(link)) continue;
      if (isOver(link.to, day) && isInForce(link.from, day)) found.push({ it: link.from, link });
    }
    return found;
  }

  return { on, turns, ordinalOf, state, label, isOver, isInForce, tone, proof, lapsing, shaky };
})();
