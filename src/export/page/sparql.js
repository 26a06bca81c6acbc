// Writing SPARQL: completes prefixes and the terms of the graph, and shows where an error stands.
const Sparql = (() => {
  const { t } = Words;
  let terms = null;

  const WORDS = ['SELECT', 'DISTINCT', 'WHERE', 'OPTIONAL', 'FILTER', 'ORDER BY', 'GROUP BY', 'LIMIT', 'UNION', 'BIND', 'VALUES', 'COUNT', 'CONSTRUCT', 'ASK', 'CONTAINS', 'GRAPH', 'HAVING', 'NOT EXISTS'];

  /** The properties and classes of the graph with their short names, asked once. */
  function load() {
    terms ??= ask('SELECT DISTINCT ?it WHERE { { SELECT DISTINCT ?it WHERE { ?s ?it ?o } } UNION { SELECT DISTINCT ?it WHERE { ?s a ?it } } }').then((json) => json.results.bindings.map((row) => brief(row.it.value)).filter(Boolean).sort(), () => []);
    return terms;
  }

  function brief(iri) {
    const found = Model.data.prefixes?.find(([, base]) => iri.startsWith(base));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : null;
  }

  async function ask(query, accept = 'application/sparql-results+json') {
    const answer = await fetch('/sparql', { method: 'POST', body: new URLSearchParams({ query }), headers: { Accept: accept } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.trim());
    return JSON.parse(text);
  }

  /** The word that ends at the cursor, as far as it may be completed. */
  function wordAt(area) {
    const before = area.value.slice(0, area.selectionStart);
    return /(^|[\s{(<|/^])([a-z][\w-]*:?[\w-]*)$/iu.exec(before)?.[2] ?? '';
  }

  async function options(word) {
    if (word.includes(':')) return (await load()).filter((it) => it.toLowerCase().startsWith(word.toLowerCase())).slice(0, 12);
    if (word.length < 1) return [];
    const prefixes = (Model.data.prefixes ?? []).map(([name]) => `${name}:`);
    return [...prefixes, ...WORDS].filter((it) => it.toLowerCase().startsWith(word.toLowerCase()) && it !== word).slice(0, 12);
  }

  /** A box for a query; `run` is called with Ctrl+Enter. */
  function box(text, run) {
    const list = h('ul', { id: 'terms', class: 'terms', role: 'listbox', 'aria-label': t('complete'), hidden: true });
    const area = h('textarea', { id: 'sparql', spellcheck: 'false', rows: '9', value: text, 'aria-label': 'SPARQL', 'aria-controls': 'terms', 'aria-describedby': 'query-help' });
    let chosen = -1;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      area.removeAttribute('aria-activedescendant');
    };
    function take(text) {
      const word = wordAt(area);
      area.setRangeText(text, area.selectionStart - word.length, area.selectionStart, 'end');
      close();
      area.focus();
      if (text.endsWith(':')) suggest();
    }
    async function suggest() {
      const found = await options(wordAt(area));
      if (!found.length || document.activeElement !== area) return close();
      list.replaceChildren(...found.map((it, n) => h('li', { role: 'option', id: `term-${n}`, 'aria-selected': 'false', onmousedown: (event) => (event.preventDefault(), take(it)) }, it)));
      list.hidden = false;
      chosen = -1;
    }
    function step(by) {
      list.children[chosen]?.setAttribute('aria-selected', 'false');
      chosen = (chosen + by + list.children.length) % list.children.length;
      list.children[chosen].setAttribute('aria-selected', 'true');
      list.children[chosen].scrollIntoView({ block: 'nearest' });
      area.setAttribute('aria-activedescendant', `term-${chosen}`);
    }
    area.addEventListener('input', suggest);
    area.addEventListener('blur', close);
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
      else if (list.hidden) return;
      else if (event.key === 'ArrowDown' || (event.key === 'ArrowUp' && chosen >= 0)) step(event.key === 'ArrowDown' ? 1 : -1);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) take(list.children[chosen].textContent);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return { area, element: h('div', { class: 'query' }, area, list, h('p', { class: 'soft', id: 'query-help' }, t('queryHelp'))) };
  }

  /** What a refusal says, and where in the query it points: the place is marked in the box. */
  function trouble(message, area) {
    const [, line, column] = /line (\d+), column (\d+)/u.exec(message) ?? [];
    const unexpected = /“(.*)” is not expected here/u.exec(message)?.[1];
    if (area && line) {
      const lines = area.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0) + Number(column) - 1;
      area.focus();
      area.setSelectionRange(Math.min(start, area.value.length), Math.min(start + (unexpected?.length ?? 1), area.value.length));
      area.setAttribute('aria-invalid', 'true');
    }
    const where = line ? `${t('failedAt', line, column)}${unexpected ? ' · ' + t('unexpected', unexpected) : ''}` : null;
    // The server's words are English; what they say of the place is told in the reader's language.
    const words = where && unexpected ? message.split('\n').slice(1).join('\n') : message;
    return h('div', { class: 'trouble', role: 'alert' }, h('strong', {}, t('failed')), where ? h('p', {}, where) : null, h('pre', { lang: 'en' }, words));
  }

  return { box, trouble, ask, brief };
})();
