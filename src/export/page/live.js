'use strict';
// The box that asks the server the page came from. What comes back goes into the page as text, never as markup.
(() => {
  const WORDS = {
    zh: {
      run: '运行', own: '自写 SPARQL', table: '表', graph: '图', running: '查询中…', rows: (n) => `${n} 行`, yes: '是', no: '否', csv: '下载 CSV', ttl: '下载 Turtle',
      few: '答案里没有可画的节点', first: (n) => `只列前 ${n} 行`, more: (n, all) => `只画前 ${n} 个节点，共 ${all} 个`, open: '在本页查看', failed: '没有答复：',
    },
    en: {
      run: 'Run', own: 'your own SPARQL', table: 'Table', graph: 'Graph', running: 'asking…', rows: (n) => `${n} rows`, yes: 'true', no: 'false', csv: 'CSV', ttl: 'Turtle',
      few: 'nothing in the answer can be drawn', first: (n) => `the first ${n} are shown`, more: (n, all) => `the first ${n} of ${all} nodes are drawn`, open: 'show on this page', failed: 'No answer: ',
    },
  };
  const MOST_NODES = 300;
  const MOST_ROWS = 1000;
  const $ = (id) => document.getElementById(id);
  const lang = () => (document.documentElement.lang === 'zh' ? 'zh' : 'en');
  const word = (name) => WORDS[lang()][name];
  const questions = JSON.parse($('questions').textContent);
  const map = window.zhengtu;
  let answer = null;
  let view = 'table';

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  }

  function speak() {
    $('run').textContent = word('run');
    $('as-table').textContent = word('table');
    $('as-graph').textContent = word('graph');
    if ($('question').options.length) $('question').options[0].textContent = word('own');
    if (answer) show();
  }

  function toggle(isOpen) {
    $('asking').hidden = !isOpen;
    $('ask').setAttribute('aria-expanded', String(isOpen));
    if (isOpen) $('sparql').focus();
  }

  const question = () => questions.find((it) => it.name === $('question').value);

  /** Inputs for what a question needs; a document is the one whose card is open. */
  function choose() {
    const chosen = question();
    $('values').replaceChildren(...(chosen?.parameters ?? []).map((it) => {
      const open = it.isDocument ? map.selected() : null;
      return element('input', { name: it.name, value: open ?? it.default ?? '', placeholder: it.name, title: it.description, ariaLabel: it.description });
    }));
    $('question').title = chosen?.description ?? '';
    $('sparql').hidden = Boolean(chosen);
  }

  function request() {
    const chosen = question();
    if (!chosen) return ['/sparql', { method: 'POST', body: new URLSearchParams({ query: $('sparql').value }) }, `/sparql?${new URLSearchParams({ query: $('sparql').value })}`];
    const values = new URLSearchParams([...$('values').children].filter((it) => it.value.trim()).map((it) => [it.name, it.value]));
    const address = `/questions/${encodeURIComponent(chosen.name)}?${values}`;
    return [address, {}, address];
  }

  async function run() {
    const [address, options, again] = request();
    $('said').textContent = word('running');
    $('run').disabled = true;
    try {
      const response = await fetch(address, { ...options, headers: { Accept: 'application/sparql-results+json, application/n-triples;q=0.9' } });
      const text = await response.text();
      if (!response.ok) throw new Error(text.trim());
      // A document that was asked about belongs into the drawing of the answer.
      const asked = [...$('values').children].map((it) => it.value).filter((it) => map.title(it) !== null);
      answer = (response.headers.get('Content-Type') ?? '').includes('json') ? bindings(JSON.parse(text)) : triples(text);
      answer.asked = asked;
      const format = answer.isTriples ? 'ttl' : 'csv';
      Object.assign($('formats'), { href: `${again}&format=${format}`, textContent: word(format), hidden: false });
      show();
    } catch (error) {
      answer = null;
      for (const id of ['views', 'formats', 'answer-graph']) $(id).hidden = true;
      $('answer-table').replaceChildren();
      $('said').textContent = word('failed') + error.message;
    }
    $('run').disabled = false;
  }

  function bindings(json) {
    if ('boolean' in json) return { truth: json.boolean, head: [], rows: [] };
    const head = json.head.vars;
    return { head, rows: json.results.bindings.map((row) => head.map((name) => row[name] ?? null)) };
  }

  /** N-Triples, of which the server writes one line for each. */
  function triples(text) {
    const line = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*) \.$/u;
    const plain = (text) => text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/gu, (_, it) => (
      it.length > 1 ? String.fromCodePoint(parseInt(it.slice(1), 16)) : { n: '\n', r: '\r', t: '\t' }[it] ?? it));
    const term = (text) => {
      if (text.startsWith('<')) return { type: 'uri', value: plain(text.slice(1, -1)) };
      if (text.startsWith('_:')) return { type: 'bnode', value: text };
      return { type: 'literal', value: plain(text.slice(1, text.lastIndexOf('"'))) };
    };
    const rows = text.split('\n').map((it) => line.exec(it)).filter(Boolean).map((it) => it.slice(1).map(term));
    return { isTriples: true, head: ['subject', 'predicate', 'object'], rows };
  }

  const short = (iri) => {
    let text = iri;
    try {
      text = decodeURI(iri);
    } catch {
      // Not percent-encoded UTF-8: shown as it is.
    }
    return text.replace(/^.*\/(id|def)[/#]/u, '').replace(/^.*[/#](?=[^/#]+$)/u, (path) => (path.length > 30 ? '…/' : path));
  };
  const page = (iri) => `/resource?iri=${encodeURIComponent(iri)}`;

  function cell(term) {
    if (!term) return element('td');
    if (term.type !== 'uri') return element('td', { textContent: term.value });
    const shown = element('td', {}, element('a', { href: page(term.value), textContent: map.title(term.value) ?? short(term.value), title: term.value }));
    if (map.title(term.value) !== null) {
      const go = element('button', { type: 'button', className: 'go', textContent: '◎', title: word('open'), ariaLabel: word('open') });
      go.addEventListener('click', () => map.select(term.value));
      shown.append(' ', go);
    }
    return shown;
  }

  function show() {
    const isTruth = 'truth' in answer;
    $('said').textContent = isTruth ? word(answer.truth ? 'yes' : 'no') : word('rows')(answer.rows.length);
    if (view === 'table' && !isTruth && answer.rows.length > MOST_ROWS) $('said').textContent += ' · ' + word('first')(MOST_ROWS);
    $('views').hidden = isTruth;
    $('as-table').ariaPressed = String(view === 'table');
    $('as-graph').ariaPressed = String(view === 'graph');
    $('answer-table').hidden = view !== 'table';
    $('answer-graph').hidden = view !== 'graph' || isTruth;
    if (isTruth) $('answer-table').replaceChildren();
    else if (view === 'graph') drawAnswer();
    else {
      const head = element('tr', {}, ...answer.head.map((name) => element('th', { textContent: name })));
      $('answer-table').replaceChildren(element('table', {}, head, ...answer.rows.slice(0, MOST_ROWS).map((row) => element('tr', {}, ...row.map(cell)))));
    }
  }

  // The answer as a graph: IRIs are nodes; a triple is an edge, and in a row each IRI is tied to the next by the name of its column. Documents that are in no
  // triple are joined by what the collection says between them.
  function graph() {
    const nodes = new Map();
    const node = (iri) => {
      if (!nodes.has(iri)) nodes.set(iri, { iri, name: map.title(iri) ?? short(iri), isDocument: map.title(iri) !== null });
      return nodes.get(iri);
    };
    const edges = [];
    for (const row of answer.rows) {
      const iris = row.map((term, n) => [term, n]).filter(([term]) => term?.type === 'uri');
      if (answer.isTriples) {
        const [subject, predicate, object] = row;
        if (subject.type === 'uri') node(subject.value);
        if (subject.type === 'uri' && object.type === 'uri') edges.push([node(subject.value), node(object.value), short(predicate.value).replace(/^…\//u, '')]);
      } else {
        iris.forEach(([term]) => node(term.value));
        for (let n = 1; n < iris.length; n++) edges.push([node(iris[n - 1][0].value), node(iris[n][0].value), answer.head[iris[n][1]]]);
      }
    }
    answer.asked.forEach(node);
    if (!answer.isTriples) map.links(new Set(nodes.keys())).forEach(([a, b, name]) => edges.push([node(a), node(b), name]));
    const all = [...nodes.values()];
    const kept = new Set(all.slice(0, MOST_NODES));
    return { all: all.length, nodes: [...kept], edges: edges.filter(([a, b]) => kept.has(a) && kept.has(b) && a !== b) };
  }

  /** Places by pushing all apart and pulling the linked together; the same answer always looks the same. */
  function place({ nodes, edges }) {
    const n = nodes.length;
    nodes.forEach((it, i) => Object.assign(it, { x: Math.cos(i * 2.4) * Math.sqrt(i + 1), y: Math.sin(i * 2.4) * Math.sqrt(i + 1) }));
    const rounds = n > 120 ? 120 : 300;
    for (let round = 0; round < rounds; round++) {
      const step = 1 - round / rounds;
      nodes.forEach((it) => Object.assign(it, { dx: -it.x * 0.04, dy: -it.y * 0.04 }));
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          const [a, b] = [nodes[i], nodes[j]];
          const [dx, dy] = [a.x - b.x, a.y - b.y];
          const push = 1 / (dx * dx + dy * dy + 0.01);
          a.dx += dx * push; a.dy += dy * push; b.dx -= dx * push; b.dy -= dy * push;
        }
      }
      for (const [a, b] of edges) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        a.dx += dx * 0.1; a.dy += dy * 0.1; b.dx -= dx * 0.1; b.dy -= dy * 0.1;
      }
      nodes.forEach((it) => {
        const length = Math.hypot(it.dx, it.dy) || 1;
        const move = Math.min(length, step) / length;
        it.x += it.dx * move;
        it.y += it.dy * move;
      });
    }
  }

  let drawn = [];
  function drawAnswer() {
    const shown = graph();
    if (shown.all > shown.nodes.length) $('said').textContent += ' · ' + word('more')(shown.nodes.length, shown.all);
    if (!shown.nodes.length) $('said').textContent += ' · ' + word('few');
    place(shown);
    const canvas = $('answer-graph');
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [canvas.clientWidth || 600, canvas.clientHeight || 300];
    Object.assign(canvas, { width: wide * ratio, height: high * ratio });
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue('--' + name).trim();
    pen.fillStyle = color('back');
    pen.fillRect(0, 0, wide, high);
    const range = (side) => shown.nodes.reduce(([a, b], it) => [Math.min(a, it[side]), Math.max(b, it[side])], [Infinity, -Infinity]);
    const [[left, right], [top, bottom]] = [range('x'), range('y')];
    // Each axis fills the drawing: what matters is who is tied to whom.
    const [across, down] = [(wide - 220) / Math.max(0.1, right - left), (high - 60) / Math.max(0.1, bottom - top)];
    for (const it of shown.nodes) {
      it.x = wide / 2 + (it.x - (left + right) / 2) * across;
      it.y = high / 2 - 8 + (it.y - (top + bottom) / 2) * down;
    }
    pen.font = '12px system-ui, sans-serif';
    pen.textAlign = 'center';
    const isRoomy = shown.edges.length <= 30;
    for (const [a, b, name] of shown.edges) {
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
      pen.strokeStyle = color('soft');
      pen.beginPath();
      pen.moveTo(a.x, a.y);
      pen.lineTo(b.x - ux * 7, b.y - uy * 7);
      pen.lineTo(b.x - ux * 12 - uy * 3, b.y - uy * 12 + ux * 3);
      pen.moveTo(b.x - ux * 7, b.y - uy * 7);
      pen.lineTo(b.x - ux * 12 + uy * 3, b.y - uy * 12 - ux * 3);
      pen.stroke();
      if (isRoomy && length > 60) {
        pen.fillStyle = color('soft');
        pen.fillText(name, (a.x + b.x) / 2, (a.y + b.y) / 2 - 3);
      }
    }
    const taken = [];
    for (const it of shown.nodes) {
      pen.beginPath();
      pen.arc(it.x, it.y, 6, 0, 2 * Math.PI);
      pen.fillStyle = it.isDocument ? color('mark') : color('soft');
      pen.fill();
      const label = it.name.length > 16 ? it.name.slice(0, 15) + '…' : it.name;
      const half = pen.measureText(label).width / 2;
      if (taken.some(([x, y, other]) => Math.abs(x - it.x) < half + other && Math.abs(y - it.y) < 15)) continue;
      taken.push([it.x, it.y, half]);
      pen.fillStyle = color('ink');
      pen.fillText(label, it.x, it.y + 20);
    }
    drawn = shown.nodes;
    canvas.scrollIntoView({ block: 'nearest' });
    canvas.ariaLabel = shown.nodes.slice(0, 40).map((it) => it.name).join('、');
  }

  const nearest = (event) => drawn.find((it) => Math.hypot(it.x - event.offsetX, it.y - event.offsetY) < 10);
  $('answer-graph').addEventListener('pointermove', (event) => {
    const over = nearest(event);
    $('answer-graph').title = over ? over.name : '';
    $('answer-graph').classList.toggle('over', Boolean(over));
  });
  $('answer-graph').addEventListener('click', (event) => {
    const over = nearest(event);
    if (over?.isDocument) map.select(over.iri);
    else if (over) location.href = page(over.iri);
  });

  $('question').replaceChildren(element('option', { value: '' }), ...questions.map((it) => element('option', { value: it.name, textContent: it.name, title: it.description })));
  $('question').addEventListener('change', choose);
  $('ask').addEventListener('click', () => toggle($('asking').hidden));
  $('ask-close').addEventListener('click', () => toggle(false));
  $('run').addEventListener('click', run);
  $('asking').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || event.target.tagName === 'INPUT')) run();
    event.stopPropagation();
  });
  for (const name of ['table', 'graph']) {
    $('as-' + name).addEventListener('click', () => {
      view = name;
      show();
    });
  }
  new MutationObserver(speak).observe(document.documentElement, { attributeFilter: ['lang'] });
  speak();
  choose();
  toggle(false);
})();
