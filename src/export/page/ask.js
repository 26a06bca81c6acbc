// Asking the server: the canned questions with what they need, and SPARQL of one's own.
const Ask = (() => {
  const { t } = Words;
  const EXAMPLE = `SELECT ?title ?number ?date WHERE {
  ?document a zt:Document ; dcterms:title ?title ; eli:number ?number .
  OPTIONAL { ?document eli:date_document ?date }
} ORDER BY DESC(?date) LIMIT 100`;
  const EXAMPLES = [
    ['哪些文件最常作为依据', 'Which documents are most often a basis', 'SELECT ?document (COUNT(?other) AS ?times) WHERE {\n  ?other eli:based_on ?document .\n} GROUP BY ?document ORDER BY DESC(?times) LIMIT 30'],
    ['某日有效的部门规章', 'Departmental rules in force on a day', 'SELECT ?document ?title WHERE {\n  ?document zt:authorityLevel lvl:部门规章 ; dcterms:title ?title .\n  FILTER(zt:isInForce(?document, "2024-01-01"^^xsd:date))\n} LIMIT 100'],
    ['每年发布多少文件', 'How many documents each year', 'SELECT ?year (COUNT(?document) AS ?count) WHERE {\n  ?document a zt:Document ; eli:date_document ?date .\n  BIND(YEAR(?date) AS ?year)\n} GROUP BY ?year ORDER BY ?year'],
    ['关系作为三元组', 'Relations as triples', 'CONSTRUCT { ?a eli:repeals ?b } WHERE { ?a eli:repeals ?b }'],
  ];

  const explain = (question) => (Words.lang === 'en' ? question.description : '');

  function menu(now) {
    const item = (it) => h('li', {}, h('a', { href: Route.link('ask', it.name), 'aria-current': it.name === now ? 'page' : null, title: explain(it) }, Words.question(it.name)));
    return h('nav', { class: 'card questions', 'aria-label': t('question') }, h('h2', {}, t('question')), h('ul', { class: 'plain' }, h('li', {}, h('a', { href: Route.link('ask', 'sparql'), 'aria-current': now === 'sparql' ? 'page' : null }, t('own'))), ...Model.questions.map(item)));
  }

  /** Runs a request and shows its answer, or what went wrong, in the place. */
  async function run(place, address, options, asked, files, area, isCanned = false) {
    place.replaceChildren(h('p', { role: 'status', id: 'said' }, t('running')));
    try {
      const answer = await Answer.fetchOf(address, options);
      area?.removeAttribute('aria-invalid');
      place.replaceChildren(Answer.view(answer, asked, files(answer), isCanned));
    } catch (error) {
      place.replaceChildren(Sparql.trouble(error.message, area));
    }
  }

  const fileLink = (address) => (answer) => [h('a', { class: 'button', href: `${address}&format=${answer.isTriples ? 'ttl' : 'csv'}` }, t(answer.isTriples ? 'turtle' : 'csv'))];

  function own(place) {
    const go = () => {
      Route.go(Route.change({ query: box.area.value }), true);
      const query = new URLSearchParams({ query: box.area.value });
      run(place, '/sparql', { method: 'POST', body: query }, [], fileLink(`/sparql?${query}`), box.area);
    };
    const box = Sparql.box(Route.value('query', EXAMPLE), go);
    const example = ([zh, en, text]) => h('li', {}, Dom.button(Words.pick([zh, en]), () => {
      box.area.value = text;
      go();
    }, { class: 'link' }));
    const form = [box.element, h('div', { class: 'actions' }, Dom.button(t('run'), go, { class: 'primary', id: 'run' })), h('details', { open: !Route.value('query') }, h('summary', {}, t('examples')), h('ul', { class: 'plain' }, ...EXAMPLES.map(example)))];
    return { title: t('own'), form, after: () => Route.value('query') && go() };
  }

  const titleOf = (iri) => Model.find(iri)?.title ?? null;

  /** The document most is said of, to ask about until another is named; of those that changed if it is a question of changes. */
  function busiest(isChanged) {
    const held = Model.documents.filter((it) => !it.stub && (!isChanged || it.in.some((link) => link.relation.name === 'amends')));
    return held.reduce((a, b) => (a && Model.degree(a) >= Model.degree(b) ? a : b), null);
  }

  /** What to ask if nothing is given: what the question proposes if the graph knows it, else something that it does know. */
  function proposal(it, question) {
    if (!it.default) return '';
    if (it.isDocument) return (Find.named(it.default) ?? busiest(question.name === 'amendments'))?.title ?? '';
    if (!it.name.startsWith('agency')) return it.default;
    const makers = Model.documents.flatMap((one) => one.issuers);
    return makers.includes(it.default) ? it.default : makers[0] ?? '';
  }

  /** What a question needs; a document is named by title, number or address. */
  function canned(question, place) {
    const inputs = question.parameters.map((it) => ({ it, proposed: proposal(it, question), input: h('input', { name: it.name, id: `value-${it.name}`, type: /^date/u.test(it.name) ? 'date' : 'text', list: it.isDocument ? 'titles' : null, value: titleOf(Route.value(`p.${it.name}`)) ?? Route.value(`p.${it.name}`) ?? '' }) }));
    for (const { input, proposed } of inputs) input.placeholder = proposed;
    const field = ({ it, input }) => h('label', { class: 'field' }, h('span', {}, Words.parameter(it.name)), input, Words.lang === 'en' ? h('small', {}, it.description) : null);
    const given = () => inputs.map(({ it, input, proposed }) => [it, input.value.trim() || proposed]).filter(([, value]) => value);
    const go = () => {
      const values = given();
      Route.go(Route.change(Object.fromEntries(question.parameters.map((it) => [`p.${it.name}`, inputs.find((one) => one.it === it).input.value.trim()]))), true);
      const asked = values.filter(([it]) => it.isDocument).map(([, value]) => Model.find(value) ?? Find.named(value) ?? Find.find(value, 1)[0]?.it).filter(Boolean);
      const address = `/questions/${encodeURIComponent(question.name)}?${new URLSearchParams(values.map(([it, value]) => [it.name, value]))}`;
      run(place, address, {}, asked, (answer) => [...fileLink(address)(answer), h('a', { class: 'button', href: `${address}&show=1` }, t('showSparql'))], null, true);
    };
    const form = h('form', { class: 'ask', onsubmit: (event) => (event.preventDefault(), go()) }, ...inputs.map(field), h('div', { class: 'actions' }, h('button', { class: 'primary', id: 'run' }, t('run'))));
    const isReady = inputs.every(({ proposed, input }) => proposed || input.value);
    return { title: Words.question(question.name), form: [explain(question) ? h('p', { class: 'soft' }, explain(question)) : null, form], after: () => isReady && go() };
  }

  function view(name) {
    const place = h('div', { id: 'answer' });
    const question = Model.questions.find((it) => it.name === name);
    const made = question ? canned(question, place) : own(place);
    return { title: made.title, body: [h('h1', {}, made.title), h('div', { class: 'asking' }, menu(question?.name ?? 'sparql'), h('div', {}, ...made.form, place))], after: made.after };
  }

  return { view };
})();

// Anything of the graph that is no document: what is said of it, and where it is used.
const Thing = (() => {
  const { t } = Words;

  async function view(iri) {
    const rows = async (query) => {
      const json = await Sparql.ask(query).catch(() => null);
      return json ? { head: json.head.vars, rows: json.results.bindings.map((row) => json.head.vars.map((name) => row[name] ?? null)) } : { head: [], rows: [] };
    };
    if (/[<>"{}|\\^`\s]/u.test(iri)) return Sheet.missing(iri);
    const [says, used] = [await rows(`SELECT ?property ?value WHERE { <${iri}> ?property ?value } LIMIT 500`), await rows(`SELECT ?subject ?property WHERE { ?subject ?property <${iri}> } LIMIT 500`)];
    if (!says.rows.length && !used.rows.length) return Sheet.missing(iri);
    const name = says.rows.find(([property]) => /(prefLabel|label|title|path|quote|exact)$/u.test(property.value))?.[1].value ?? iri;
    const part = (key, answer) => (answer.rows.length ? h('section', { class: 'card' }, Parts.heading(2, t(key), answer.rows.length), Answer.table(answer)) : null);
    return { title: name, body: [h('h1', {}, name), h('p', { class: 'soft' }, h('code', {}, iri)), part('statements', says), part('usedBy', used)] };
  }

  return { view };
})();
