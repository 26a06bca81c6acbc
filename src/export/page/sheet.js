// One document: what it is, its status on the day with the words that prove it, what stands above, below, before and after it.
const Sheet = (() => {
  const { t } = Words;

  function facts(it) {
    const members = it.life?.members ?? [it];
    const printings = it.printings.map((at) => [h('a', { href: Route.link('text', it.iri, { file: at.file.name, line: at.first }) }, `${at.file.short} · ${t('line', `${at.first}–${at.last}`)}`), ' ', Parts.original(at.file)]);
    const pairs = [
      ['number', it.number], ['under', it.under], ['level', it.level ? Parts.levelName(it.level) : null], ['kind', Words.lang === 'zh' ? it.kind : null],
      ['issuers', it.issuers.length ? it.issuers.map((name, n) => [n ? '、' : '', h('a', { href: Route.link('list', '', { maker: name }) }, name)]) : null],
      ['issued', it.dated], ['effective', it.effective ?? members.map((member) => member.effective).find(Boolean)], ['expires', it.expires ?? members.map((member) => member.expires).find(Boolean)],
      ['names', it.names.length ? it.names.join('；') : null], ['places_', printings.length ? Parts.list(printings, 3, (links) => h('li', {}, links), 'ul', { class: 'plain' }) : null],
    ];
    return h('dl', { class: 'facts' }, ...pairs.filter(([, value]) => value).map(([name, value]) => [h('dt', {}, t(name)), h('dd', {}, value)]));
  }

  /** Whether the collection tells when a document came into force. */
  const hasBegun = (it) => (it.life?.course ?? []).some((spell) => ['in force', 'not yet in force', 'amended'].includes(Model.states[spell.state].name));

  function status(it) {
    const spell = Status.on(it);
    const state = Model.states[spell.state];
    const proof = Status.proof(it, spell);
    const rule = Model.rules[spell.rule];
    const notes = [
      spell.since ? t('since', spell.since) : null,
      spell.until ? t('until', spell.until) : null,
      spell.basis !== null && spell.since ? Words.basis(Model.bases[spell.basis]) : null,
      state.name === 'partly repealed' && !hasBegun(it) ? t('restUnknown') : null,
    ].filter(Boolean).join(' · ');
    return h('section', { class: `card status ${Status.tone(state)}`, id: 'status', 'aria-labelledby': 'status-head' },
      h('h2', { id: 'status-head' }, Route.day ? t('onDay', Route.day) : t('statusOf')),
      h('p', { class: 'verdict' }, Parts.badge(state, { id: 'badge' }), ' ', notes),
      Route.day ? null : h('p', { class: 'soft' }, t('asFar', Model.horizon)),
      spell.by.length ? h('p', {}, h('span', { class: 'soft' }, t('by'), '：'), ...[...new Set(spell.by)].map((by, n) => h('span', { class: 'makers' }, n ? '、' : '', Parts.link(by)))) : null,
      h('h3', {}, t('proof')),
      proof.length ? h('div', { class: 'quotes', id: 'proof' }, Parts.list(proof, 4, (one) => Parts.quote(one), 'div')) : h('p', { class: 'soft' }, t('noProof')),
      rule ? h('p', { class: 'soft rule' }, t('law'), '：', Words.lang === 'zh' ? rule.law : rule.name) : null,
      spells(it, spell));
  }

  /** The states one after the other, each with the day it began: a click takes the reader to that day. */
  function spells(it, now) {
    const course = Status.turns(it);
    if (course.length < 2) return null;
    const current = course.findLast((spell) => (spell.from ?? '') <= (now.from ?? '9'));
    const name = (spell) => {
      const state = Model.states[spell.state];
      return state.name === 'amended' ? h('span', { class: `badge ${Status.tone(state)}` }, t('amendment', Status.ordinalOf(it, spell))) : Parts.badge(state);
    };
    const row = (spell) => h('li', { 'aria-current': spell === current ? 'true' : null }, h('a', { href: Route.change({ day: spell.from ?? '1949-01-01' }) }, spell.from ?? t('begin')), ' ', name(spell));
    return h('details', { class: 'spells', open: true }, h('summary', {}, t('spells')), Parts.list(course, 12, row, 'ol', { class: 'plain' }));
  }

  function beside(it) {
    const { out, in: back } = Model.linksOf(it);
    const inside = (it.life?.members ?? []).filter((member) => member !== it);
    const others = (links, names, side) => [...new Set(links.filter((link) => names.includes(link.relation.name)).map((link) => link[side]))];
    const groups = [
      ['carriers', [...inside, ...others(back, ['promulgates'], 'from'), ...others(out, ['is_annex_of'], 'to')]],
      ['attachments', [...others(back, ['is_annex_of'], 'from'), ...others(out, ['promulgates'], 'to')]],
      ['explanations', others(back, ['explains', 'interprets'], 'from')],
    ].filter(([, items]) => items.length);
    if (!groups.length) return null;
    return h('section', { class: 'card', id: 'aside', 'aria-labelledby': 'aside-head' }, h('h2', { id: 'aside-head' }, t('aside')), ...groups.map(([name, items]) => [Parts.heading(3, t(name), items.length), Parts.list([...new Set(items)], 8, (other) => Parts.row(other), 'ul', { class: 'rows' })]));
  }

  function actions(it) {
    const basis = it.out.find((link) => link.relation.effect === 'rests' && !link.to.stub)?.to ?? it.out.find((link) => ['promulgates', 'replaces'].includes(link.relation.name))?.to ?? it.out.find((link) => !link.to.stub)?.to;
    // Of a law in two wordings the question is what changed.
    const [older, newer] = it.versions.filter((version) => version.printings.length).slice(-2);
    const beside = newer ? [older.iri, newer.iri] : [it.iri, basis?.iri];
    const copy = Dom.button(t('copy'), async (event) => {
      await navigator.clipboard?.writeText(location.href).catch(() => {});
      event.target.textContent = t('copied');
    });
    return h('nav', { class: 'actions', 'aria-label': it.title },
      it.printings.length ? h('a', { class: 'button', id: 'open-text', href: Route.link('text', it.iri) }, t('openText')) : h('span', { class: 'button off', title: t('textStub') }, t('openText')),
      h('a', { class: 'button', id: 'open-picture', href: Route.link('picture', it.iri) }, t('openPicture')),
      h('a', { class: 'button', id: 'open-beside', href: Route.link('beside', beside[0], { with: beside[1] }) }, t('openBeside')),
      copy, Dom.button(t('print'), () => window.print()));
  }

  /** What stands above, before, below and beside a document; of what there is none one line says so. */
  function sections(it) {
    const made = [['noUpper', Ladder.upper(it)], ['laneNone', Lane.section(it)], ['noLower', Ladder.lower(it)], ['noLines', Lines.section(it)]];
    const absent = made.filter(([, section]) => !section).map(([name]) => t(name));
    return [...made.map(([, section]) => section), absent.length ? h('p', { class: 'card soft absent' }, absent.join(' · ')) : null];
  }

  function view(iri) {
    const it = Model.find(iri);
    if (!it) return Model.isServed ? Thing.view(iri) : missing(iri);
    Overview.remember(it);
    const head = h('header', { class: 'sheet-head' },
      h('p', { class: 'soft' }, [it.level ? Parts.levelName(it.level) : t('unknownLevel'), Model.numberOf(it)].filter(Boolean).join(' · ')),
      h('h1', {}, it.title), it.stub ? h('p', { class: 'soft' }, t('stub')) : null, actions(it));
    return {
      title: it.title,
      body: [h('article', { class: 'sheet' }, head,
        h('div', { class: 'columns' },
          h('div', { class: 'main' }, status(it), ...sections(it)),
          h('div', { class: 'side' }, h('section', { class: 'card', 'aria-labelledby': 'facts-head' }, h('h2', { id: 'facts-head' }, t('facts')), facts(it), h('p', { class: 'soft iri' }, t('address'), h('br'), h('code', {}, decode(it.iri)))), beside(it))))],
    };
  }

  function decode(iri) {
    try {
      return decodeURI(iri);
    } catch {
      return iri;
    }
  }

  function missing(iri) {
    return { title: t('notFound'), body: [h('h1', {}, t('notFound')), h('p', {}, h('code', {}, decode(iri))), h('p', {}, t('notFoundHelp'))] };
  }

  return { view, missing, facts, status };
})();
