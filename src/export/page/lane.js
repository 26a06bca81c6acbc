// The time lane of a document: its states as a band, and what amended, replaced, suspended or extended it as events upon it.
const Lane = (() => {
  const { t } = Words;
  const ACTS = ['amends', 'corrects', 'repeals', 'repealsPartOf', 'replaces', 'invalidates', 'suspends', 'extends', 'interprets'];
  const WIDE = 760;
  // The breadth of the column on paper.
  const PAPER = 495;
  const EDGE = 16;

  /** The first day of force, as far as the states tell. */
  function startOf(it) {
    const first = it.life?.course.find((spell) => spell.from && Status.on(it, spell.from) === spell && Model.states[spell.state].name !== 'unknown');
    return it.effective ?? first?.from ?? it.dated;
  }

  /** What happened to a document, in order; what has no day comes last. */
  function events(it) {
    const found = [];
    const members = it.life?.members ?? [it];
    const own = (field) => members.map((member) => member[field]).find(Boolean);
    const fact = (name) => members.map((member) => member.facts[name]).filter(Boolean).slice(0, 1);
    // One version is the document itself.
    const versions = it.versions.length > 1 ? it.versions : [];
    const told = new Set(versions.map((version) => version.dated));
    if (own('dated') && !told.has(own('dated'))) found.push({ day: own('dated'), name: t('issued'), color: null, evidence: fact('dated') });
    if (own('effective')) found.push({ day: own('effective'), name: t('effective'), color: null, evidence: fact('effective') });
    for (const version of versions) {
      const { kind, ordinal, decision, from, evidence } = version.made;
      const detail = [ordinal ? t('nth', ordinal) : '', decision ? `《${decision}》` : '', from ? `${t('effective')} ${from}` : '', version.printings.length ? '' : t('notHeld')];
      found.push({ day: version.dated, name: Words.event(kind), color: null, version, detail: detail.filter(Boolean).join(' · '), evidence });
    }
    for (const link of Model.linksOf(it).in) {
      // A decision that is known by its mention only made a version, which is shown.
      if (!ACTS.includes(link.relation.name) || (link.from.stub && link.relation.name === 'amends' && told.has(link.date))) continue;
      const detail = [link.ordinal ? t('nth', link.ordinal) : '', link.provisions.join('、'), link.until ? t('until', link.until) : ''].filter(Boolean).join(' · ');
      found.push({ day: link.date ?? startOf(link.from), name: Words.relation(link.relation.name, false), other: link.from, color: link.relation.color, detail, evidence: link.evidence });
    }
    if (own('expires')) found.push({ day: own('expires'), name: t('expires'), color: null, evidence: fact('expires') });
    return found.sort((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9'));
  }

  const number = (day) => Date.parse((day.length === 4 ? `${day}-07-01` : day.length === 7 ? `${day}-15` : day) + 'T00:00:00Z') / 86400000;
  const isDay = (day) => /^\d{4}(-\d{2}){0,2}$/u.test(day ?? '');

  function drawing(it, found, wide, attributes = {}) {
    const days = found.map((event) => event.day).filter(isDay).map(number);
    for (const spell of it.life?.course ?? []) if (spell.from) days.push(number(spell.from));
    if (Route.day) days.push(number(Route.day));
    if (!days.length) return null;
    const last = Math.max(...days, Model.horizon ? number(Model.horizon) : -Infinity);
    const first = Math.min(...days);
    const span = Math.max(365, last - first);
    const x = (day) => EDGE + (wide - 2 * EDGE) * (day - first + span * 0.02) / (span * 1.06);
    const course = Status.turns(it, false);
    const bands = course.map((spell, n) => {
      const from = spell.from ? x(number(spell.from)) : 0;
      const to = course[n + 1] ? x(number(course[n + 1].from)) : wide;
      const state = Model.states[spell.state];
      return s('g', {}, s('rect', { x: from, y: 40, width: Math.max(0.5, to - from), height: 16, class: `band ${Status.tone(state)}` }), to - from > 60 ? s('text', { x: (from + to) / 2, y: 52, class: 'band-name', 'text-anchor': 'middle' }, Status.label(state)) : null);
    });
    const years = [];
    const [low, high] = [new Date(first * 86400000).getUTCFullYear(), new Date((first + span * 1.05) * 86400000).getUTCFullYear()];
    const step = Math.max(1, Math.ceil((high - low + 1) / Math.max(3, wide / 62)));
    for (let year = low; year <= high; year += step) {
      const at = x(number(`${year}-01-01`));
      if (at >= EDGE && at <= wide - EDGE) years.push(s('line', { x1: at, x2: at, y1: 56, y2: 62, class: 'tick' }), s('text', { x: at, y: 74, class: 'year', 'text-anchor': 'middle' }, String(year)));
    }
    const taken = [-99, -99];
    const marks = found.filter((event) => isDay(event.day)).map((event) => {
      const at = x(number(event.day));
      const row = at - taken[0] > 74 ? 0 : at - taken[1] > 74 ? 1 : -1;
      if (row >= 0) taken[row] = at;
      return s('g', {}, s('line', { x1: at, x2: at, y1: row < 0 ? 32 : 14 + row * 13, y2: 56, class: 'stem', stroke: event.color ?? 'currentColor' }), s('circle', { cx: at, cy: 48, r: 4.5, fill: event.color ?? 'currentColor', class: 'event' }), row < 0 ? null : s('text', { x: at > wide - 60 ? at - 3 : at + 3, 'text-anchor': at > wide - 60 ? 'end' : null, y: 14 + row * 13, class: 'event-name' }, event.name));
    });
    const now = Route.day ? s('line', { x1: x(number(Route.day)), x2: x(number(Route.day)), y1: 30, y2: 64, class: 'today' }) : null;
    return s('svg', { viewBox: `0 0 ${wide} 80`, class: 'lane', role: 'img', 'aria-label': found.map((event) => `${event.day ?? t('unknown')} ${event.name}`).join('；'), ...attributes }, ...bands, ...years, ...marks, now);
  }

  /** The drawing as broad as the column it stands in, and another for paper. */
  function drawings(it, found) {
    const first = drawing(it, found, WIDE);
    if (!first) return null;
    const paper = drawing(it, found, PAPER, { class: 'lane paper', 'aria-hidden': 'true' });
    const place = h('div', {}, first, paper);
    let drawn = WIDE;
    const fit = ([{ contentRect }]) => {
      const wide = Math.round(contentRect.width);
      if (wide < 100 || Math.abs(wide - drawn) < 8) return;
      drawn = wide;
      place.replaceChildren(drawing(it, found, wide), paper);
    };
    new ResizeObserver(fit).observe(place);
    return place;
  }

  /** To the text of a version, and to what changed since the one before whose text is held. */
  function read(version) {
    const [at] = version.printings;
    const before = version.work.versions.filter((it) => it.printings.length && it.dated < version.dated).at(-1);
    const links = [h('a', { href: Route.link('text', version.work.iri, { file: at.file.name, line: at.first }) }, t('read'))];
    if (before) links.push(' ', h('a', { class: 'versions', href: Route.link('beside', before.iri, { with: version.iri }) }, t('beside')));
    return h('span', { class: 'reads' }, ...links);
  }

  function event(it) {
    const tag = h('span', { class: 'tag', style: it.color ? { borderColor: it.color } : {} }, it.name);
    return h('li', {}, h('time', {}, it.day ?? t('unknown')), h('div', {}, tag, ' ', it.other ? Parts.link(it.other) : null, it.version?.printings.length ? read(it.version) : null, it.detail ? h('small', { class: 'note' }, it.detail) : null, ...it.evidence.slice(0, 2).map((one) => Parts.quote(one))));
  }

  function section(it) {
    const found = events(it);
    if (!found.length) return null;
    const body = [drawings(it, found), Parts.list(found, 12, event, 'ol', { class: 'events' })];
    return h('section', { class: 'card', id: 'lane', 'aria-labelledby': 'lane-head' }, h('h2', { id: 'lane-head' }, t('lane'), ' ', h('span', { class: 'count' }, String(found.length))), ...body);
  }

  return { section, events, startOf };
})();
