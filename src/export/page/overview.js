// The first view: how many documents of which level, year, maker and status, what is about to lapse, what rests on something over, what was read last.
// And the list of documents with filters, to which every count leads.
const Overview = (() => {
  const { t } = Words;
  const UNKNOWN = '-';

  /** The values of a document in each field that is counted: of makers it may have several. */
  const FIELDS = {
    level: (it) => [it.level?.zh ?? UNKNOWN],
    year: (it) => [Model.yearOf(it) ?? UNKNOWN],
    maker: (it) => (it.issuers.length ? [...new Set(it.issuers)] : [UNKNOWN]),
    state: (it) => [Status.state(it).name],
  };
  const NAMES = {
    level: (key) => (key === UNKNOWN ? t('unknownLevel') : Parts.levelName(Model.levels.find((it) => it.zh === key))),
    year: (key) => (key === UNKNOWN ? t('unknownYear') : key),
    maker: (key) => (key === UNKNOWN ? t('unknownMaker') : key),
    state: (key) => Status.label(Model.states.find((it) => it.name === key) ?? { label: key, name: key }),
  };

  const printed = () => Model.documents.filter((it) => !it.stub);

  function counts(documents, field) {
    const found = new Map();
    for (const it of documents) {
      for (const key of FIELDS[field](it)) found.set(key, (found.get(key) ?? 0) + 1);
    }
    const place = { level: (key) => Model.levels.findIndex((it) => it.zh === key), state: (key) => Model.states.findIndex((it) => it.name === key) }[field];
    const entries = [...found].map(([key, count]) => ({ key, count, name: NAMES[field](key), href: Route.link('list', '', { [field]: key }), swatch: field === 'level' ? Model.levels.find((it) => it.zh === key)?.color ?? '#8d9399' : null }));
    const last = (it) => (it.key === UNKNOWN ? 1 : 0);
    if (place) entries.sort((a, b) => last(a) - last(b) || place(a.key) - place(b.key));
    else if (field === 'year') entries.sort((a, b) => last(a) - last(b) || b.key.localeCompare(a.key));
    else entries.sort((a, b) => last(a) - last(b) || b.count - a.count || a.name.localeCompare(b.name, 'zh'));
    return entries;
  }

  function panel(title, ...content) {
    return h('section', { class: 'card' }, h('h2', {}, title), ...content);
  }

  function tally(field, title, most) {
    const entries = counts(printed(), field);
    const made = Parts.bars(entries.slice(0, most));
    if (entries.length <= most) return panel(title, made);
    const more = Dom.button(t('more', entries.length - most), () => {
      made.replaceWith(Parts.bars(entries));
      more.remove();
    }, { class: 'more' });
    return panel(title, made, more);
  }

  function lapsing() {
    const found = Status.lapsing();
    const row = ({ it, until }) => Parts.row(it, h('small', { class: 'note' }, t('lasts', until)));
    return panel(t('lapsing'), found.length ? Parts.list(found, 8, row, 'ul', { class: 'rows' }) : h('p', { class: 'soft' }, t('lapsingNone')));
  }

  function shaky() {
    const found = Status.shaky();
    const row = ({ it, link }) => Parts.row(it, h('small', { class: 'note' }, t('restsOn', link.to.title, Status.label(Status.state(link.to)))));
    return panel(t('shaky'), found.length ? Parts.list(found, 8, row, 'ul', { class: 'rows' }) : h('p', { class: 'soft' }, t('shakyNone')));
  }

  function recent() {
    const found = Dom.memory.get('recent', []).map(Model.find).filter(Boolean);
    return panel(t('recent'), found.length ? h('ul', { class: 'rows' }, ...found.slice(0, 8).map((it) => Parts.row(it))) : h('p', { class: 'soft' }, t('recentNone')));
  }

  function remember(it) {
    const before = Dom.memory.get('recent', []).filter((iri) => iri !== it.iri);
    Dom.memory.set('recent', [it.iri, ...before].slice(0, 20));
  }

  function view() {
    const count = printed().length;
    const facts = [t('inCollection', count, Model.documents.length - count), t('links', Model.links.length), t('places', Model.evidence.length), Route.day ? t('onDay', Route.day) : t('asFar', Model.horizon)];
    return {
      title: t('overview'),
      body: [h('h1', {}, t('overview')), h('p', { class: 'soft lead' }, facts.join(' · ')),
        h('div', { class: 'grid' }, lapsing(), shaky(), recent(), tally('state', t('byState'), 12), tally('level', t('byLevel'), 16), tally('maker', t('byMaker'), 12), tally('year', t('byYear'), 12))],
    };
  }

  // The list.

  const COLUMNS = { title: (it) => it.title, number: (it) => Model.numberOf(it), date: (it) => Model.dateOf(it) ?? '', level: (it) => String(it.level?.place ?? 99).padStart(2, '0'), maker: (it) => it.issuers[0] ?? '', state: (it) => Status.state(it).name };

  function matching() {
    const wanted = Object.keys(FIELDS).filter((name) => Route.value(name));
    const word = Find.fold(Route.value('q'));
    const all = Route.value('stubs') ? Model.documents : printed();
    return all.filter((it) => wanted.every((name) => FIELDS[name](it).includes(Route.value(name))) && (!word || Find.fold(it.title + Model.numberOf(it)).includes(word)));
  }

  function head(name, sort) {
    const isBy = sort.replace(/^-/u, '') === name;
    const next = sort === name ? `-${name}` : name;
    return h('th', { scope: 'col', 'aria-sort': isBy ? (sort.startsWith('-') ? 'descending' : 'ascending') : null }, h('a', { href: Route.change({ sort: next }) }, t(name), isBy ? (sort.startsWith('-') ? ' ↓' : ' ↑') : ''));
  }

  function list() {
    const found = matching();
    const sort = Route.value('sort', '-date');
    const key = COLUMNS[sort.replace(/^-/u, '')] ?? COLUMNS.date;
    const way = sort.startsWith('-') ? -1 : 1;
    found.sort((a, b) => way * key(a).localeCompare(key(b), 'zh') || a.place - b.place);
    const chips = Object.keys(FIELDS).filter((name) => Route.value(name)).map((name) => h('a', { class: 'chip', href: Route.change({ [name]: '' }), 'aria-label': `${t('remove')} ${NAMES[name](Route.value(name))}` }, `${t(name)} ${NAMES[name](Route.value(name))} ×`));
    const options = (name) => [['', t('all')], ...counts(printed(), name).map((it) => [it.key, `${it.name} ${it.count}`])];
    const choice = (name) => Parts.select(name, t(name), options(name), Route.value(name), (value) => Route.go(Route.change({ [name]: value })));
    const input = h('input', { type: 'search', value: Route.value('q'), placeholder: t('filter'), 'aria-label': t('filter'), onchange: (event) => Route.go(Route.change({ q: event.target.value })) });
    const row = (it) => h('tr', {}, h('td', {}, Parts.swatch(Parts.colorOf(it)), Parts.link(it)), h('td', {}, Model.numberOf(it)), h('td', { class: 'day' }, Parts.when(it)), h('td', {}, it.level ? Parts.levelName(it.level) : ''), h('td', {}, it.issuers.length > 1 ? t('makersOf', it.issuers[0], it.issuers.length) : it.issuers[0] ?? ''), h('td', {}, Parts.badge(Status.state(it))));
    const stubs = h('label', { class: 'tick' }, h('input', { type: 'checkbox', checked: !Route.value('stubs'), onchange: (event) => Route.go(Route.change({ stubs: event.target.checked ? '' : '1' })) }), t('only'));
    const table = h('table', { class: 'documents' }, h('thead', {}, h('tr', {}, ...Object.keys(COLUMNS).map((name) => head(name, sort)))));
    const rows = Parts.list(found, 200, row, 'tbody');
    table.append(...[rows].flat().slice(0, 1));
    return {
      title: t('list'),
      body: [h('h1', {}, t('list')), h('div', { class: 'tools' }, input, ...['level', 'state', 'year', 'maker'].map(choice), stubs), chips.length ? h('p', { class: 'chips' }, ...chips) : null, h('p', { class: 'soft', role: 'status' }, t('matching', found.length)), h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('list') }, table), ...[rows].flat().slice(1)],
    };
  }

  return { view, list, remember };
})();
