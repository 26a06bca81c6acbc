// An answer of the server: read from its formats, shown as a table or drawn as a graph, saved as CSV. It goes into the page as text, never as markup.
const Answer = (() => {
  const { t } = Words;
  const MOST_ROWS = 1000;
  const MOST_NODES = 300;

  function bindings(json) {
    if ('boolean' in json) return { truth: json.boolean, head: [], rows: [] };
    const head = json.head.vars;
    return { head, rows: json.results.bindings.map((row) => head.map((name) => row[name] ?? null)) };
  }

  /** N-Triples, of which the server writes one line for each. */
  function triples(text) {
    const line = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*) \.$/u;
    const plain = (text) => text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/gu, (_, it) => (it.length > 1 ? String.fromCodePoint(parseInt(it.slice(1), 16)) : { n: '\n', r: '\r', t: '\t' }[it] ?? it));
    const term = (text) => {
      if (text.startsWith('<')) return { type: 'uri', value: plain(text.slice(1, -1)) };
      if (text.startsWith('_:')) return { type: 'bnode', value: text };
      return { type: 'literal', value: plain(text.slice(1, text.lastIndexOf('"'))) };
    };
    const rows = text.split('\n').map((it) => line.exec(it)).filter(Boolean).map((it) => it.slice(1).map(term));
    return { isTriples: true, head: ['subject', 'predicate', 'object'], rows };
  }

  async function fetchOf(address, options) {
    const answer = await fetch(address, { ...options, headers: { Accept: 'application/sparql-results+json, application/n-triples;q=0.9' } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.trim());
    return (answer.headers.get('Content-Type') ?? '').includes('json') ? bindings(JSON.parse(text)) : triples(text);
  }

  /** The name of a thing: of what the graph holds its own words, of a vocabulary the short form. */
  function short(iri) {
    const ours = Model.data.base && iri.startsWith(Model.data.base);
    return ours ? decode(iri.slice(Model.data.base.length)).replace(/^[a-z]+\//u, '') : Sparql.brief(iri) ?? decode(iri);
  }
  function decode(iri) {
    try {
      return decodeURI(iri);
    } catch {
      return iri;
    }
  }

  const DAY = /^\d{4}(-\d{2}){0,2}$/u;

  /** A term as a reader sees it: what the graph describes is a link into this page. */
  function show(term, column = '', otherwise = null) {
    if (!term) return otherwise ? otherwise.value : '';
    if (term.type !== 'uri') return Terms.value(column, term.value);
    const it = Model.find(term.value);
    if (it) return Parts.link(it);
    const isOurs = /^https?:\/\//u.test(term.value);
    const name = otherwise?.value ?? Terms.property(term.value) ?? short(term.value);
    return isOurs ? h('a', { href: Route.link('doc', term.value) }, name) : term.value;
  }

  /** The columns shown: of an answer to a canned question, titles stand in the links beside them. */
  function columns({ head }, isCanned) {
    const all = head.map((name, n) => ({ name, n, titles: null }));
    if (!isCanned) return all;
    for (const it of all) {
      const link = Terms.namedBy(it.name, head);
      if (link) all.find(({ name }) => name === link).titles = it.n;
    }
    return all.filter(({ name }) => !Terms.namedBy(name, head) && !Terms.isAside(name));
  }

  function table(answer, isCanned) {
    const shown = columns(answer, isCanned);
    const head = h('tr', {}, ...shown.map(({ name }) => h('th', { scope: 'col' }, Terms.column(name))));
    const cell = (row) => ({ name, n, titles }) => h('td', { class: DAY.test(row[n]?.value ?? '') ? 'day' : null }, show(row[n], name, titles === null ? null : row[titles]));
    const row = (cells) => h('tr', {}, ...shown.map(cell(cells)));
    return h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('asTable') }, h('table', { id: 'answer-table' }, h('thead', {}, head), h('tbody', {}, ...answer.rows.slice(0, MOST_ROWS).map(row))));
  }

  /** The documents and things of an answer with what ties them: what the graph says between documents, else the rows they share. */
  function selection(answer, asked) {
    const known = new Map();
    const node = (iri) => {
      if (!known.has(iri)) known.set(iri, Model.find(iri) ?? { iri, title: short(iri), issuers: [], out: [], in: [], names: [], level: null, dated: null, place: 1e6 + known.size });
      return known.get(iri);
    };
    asked.forEach((it) => node(it.iri));
    const ties = [];
    for (const row of answer.rows) {
      const iris = row.map((term, n) => (term?.type === 'uri' && !(answer.isTriples && n === 1) ? term.value : null)).filter(Boolean);
      iris.forEach(node);
      for (let n = 1; n < iris.length; n++) if (iris[n] !== iris[n - 1]) ties.push([node(iris[n - 1]), node(iris[n])]);
    }
    const documents = [...known.values()].slice(0, MOST_NODES);
    const kept = new Set(documents);
    const links = documents.flatMap((it) => it.out.filter((link) => kept.has(link.to) && link.to !== it));
    const tied = new Set(links.map((link) => `${link.from.iri} ${link.to.iri}`));
    const plain = { name: 'cites', color: '#8d9399', effect: 'tells', place: 99 };
    for (const [from, to] of ties) if (kept.has(from) && kept.has(to) && !tied.has(`${from.iri} ${to.iri}`) && tied.add(`${from.iri} ${to.iri}`)) links.push({ from, to, relation: plain, evidence: [], provisions: [] });
    return { mode: 'near', center: asked[0] ?? null, documents, links, far: new Map(), without: new Set() };
  }

  function graph(answer, asked) {
    const chosen = selection(answer, asked);
    const place = h('div', { class: 'stage', id: 'answer-graph' });
    if (!chosen.documents.length) return { element: h('p', { class: 'soft' }, t('fewNodes')), after() {} };
    return {
      element: place,
      after() {
        const scene = Place.scene(chosen);
        const high = scene.isFew ? Math.min(560, (scene.box.bottom - scene.box.top) * 1.1 + 30) : 560;
        const made = Picture.stage(scene, place.clientWidth, Math.max(260, high));
        made.canvas.setAttribute('aria-label', chosen.documents.slice(0, 40).map((it) => it.title).join('、'));
        place.append(made.canvas);
        made.paint();
      },
    };
  }

  /** An answer with the ways to see it. */
  function view(answer, asked, files, isCanned = false) {
    const place = h('div', {});
    const count = answer.rows.length;
    const said = 'truth' in answer ? t(answer.truth ? 'yes' : 'no') : count ? `${t('rows', count)}${count > MOST_ROWS ? ' · ' + t('firstRows', MOST_ROWS) : ''}` : t('noAnswer');
    const buttons = [['asTable', () => place.replaceChildren(table(answer, isCanned))], ['asGraph', () => {
      const made = graph(answer, asked);
      place.replaceChildren(made.element);
      made.after();
    }]].map(([name, act]) => Dom.button(t(name), (event) => {
      buttons.forEach((it) => it.setAttribute('aria-pressed', String(it === event.target)));
      act();
    }, { 'aria-pressed': String(name === 'asTable'), id: name }));
    if (!('truth' in answer)) place.append(table(answer, isCanned));
    return h('section', { class: 'answer', 'aria-label': t('run') }, h('p', { role: 'status', id: 'said' }, said), 'truth' in answer ? null : h('div', { class: 'actions' }, ...buttons, ...files), place);
  }

  return { fetchOf, view, table };
})();
