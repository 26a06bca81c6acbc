'use strict';
(() => {
  const WORDS = {
    zh: {
      search: '按标题或文号查找（/）', filters: '筛选与图例', level: '效力层级', relation: '关系', agency: '发文机关', date: '日期', from: '自', to: '至',
      undated: '含无日期的文件', more: '其他', stubs: '含仅被提及的文件', alone: '含无关联的文件', reset: '全部显示', fit: '全图', all: '全部机关', none: '未定',
      help: '拖动平移，滚轮缩放，单击看详情。键盘：/ 查找，方向键平移，+ − 缩放，0 全图，Esc 关闭。', shown: (n, e) => `${n} 份文件，${e} 条关系`,
      number: '文号', under: '公布文号', type: '文种', dated: '日期', effective: '施行', expires: '有效期至', valid: '有效期间', role: '角色', bodies: '发文机关',
      printed: '出处', iri: 'IRI', stub: '仅被提及，不在文集中', out: '提到', into: '被提到', since: '自', until: '至', close: '关闭', nothing: '没有找到', other: 'English',
      map: '文件关系图', derived: '（依图中所载推算）', unknown: '未载', act: '正文', attachment: '附件', interpretation: '解读', ordinal: (n) => `第${n}次`,
      all_shown: (n, e) => `${n} 个节点，${e} 条连线`, quote: '原文', lead: '牵头',
    },
    en: {
      search: 'Find by title or number (/)', filters: 'Filters and legend', level: 'Level', relation: 'Relation', agency: 'Issuing body', date: 'Date', from: 'from',
      to: 'to', undated: 'with undated documents', more: 'More', stubs: 'with documents only mentioned', alone: 'with documents no link touches', reset: 'Show all',
      fit: 'Fit', all: 'all bodies', none: 'not told',
      help: 'Drag to move, wheel to zoom, click for details. Keys: / find, arrows move, + − zoom, 0 fit, Esc close.', shown: (n, e) => `${n} documents, ${e} links`,
      number: 'Number', under: 'Issued under', type: 'Type', dated: 'Date', effective: 'In force from', expires: 'Expires', valid: 'Valid', role: 'Role',
      bodies: 'Bodies', printed: 'Printed', iri: 'IRI', stub: 'only mentioned, not in the collection', out: 'Refers to', into: 'Referred to by', since: 'from',
      until: 'until', close: 'Close', nothing: 'Nothing found', other: '中文', map: 'Graph of documents', derived: ' (reckoned from this graph)', unknown: 'not stated',
      act: 'act', attachment: 'attachment', interpretation: 'interpretation', ordinal: (n) => `no. ${n}`,
      all_shown: (n, e) => `${n} nodes, ${e} edges`, quote: 'Words', lead: 'leads',
    },
  };
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($('data').textContent);
  const { nodes, edges, levels, relations } = data;
  const canvas = $('map');
  const pen = canvas.getContext('2d');
  const touching = nodes.map(() => []);
  edges.forEach((edge, n) => {
    touching[edge.s].push(n);
    if (edge.t !== edge.s) touching[edge.t].push(n);
  });
  const byDegree = nodes.map((_, n) => n).sort((a, b) => nodes[b].degree - nodes[a].degree || a - b);
  let lang = (navigator.language || 'zh').startsWith('zh') ? 'zh' : 'en';
  let view = { x: 0, y: 0, scale: 1 };
  let selected = -1;
  let hovered = -1;
  let near = new Set();
  const isShown = new Uint8Array(nodes.length);
  const isDrawn = new Uint8Array(edges.length);
  const word = (name) => WORDS[lang][name];

  // Small helpers: everything that comes from a text goes into the page as text, never as markup.
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }
  const nameOf = (node) => (node.number ? `${node.title}（${node.number}）` : node.title);
  const relationName = (relation) => (lang === 'zh' ? relation.label : relation.english);
  const levelName = (level) => (level.name === '' ? word('none') : lang === 'zh' ? level.name : level.english || level.name);

  // Provisions, agencies and references.
  const isBeside = (node) => node.kind !== undefined && node.kind !== 'document';

  // Filters.
  const dayNumber = (text) => Math.round(Date.parse(text + 'T00:00:00Z') / 864e5);
  const dayText = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  nodes.forEach((node) => {
    node.day = /^\d{4}-\d\d-\d\d$/.test(node.date || '') ? dayNumber(node.date) : NaN;
  });
  const days = nodes.map((node) => node.day).filter((day) => !Number.isNaN(day));
  const firstDay = days.reduce((a, b) => Math.min(a, b), days[0] ?? 0);
  const lastDay = days.reduce((a, b) => Math.max(a, b), days[0] ?? 0);
  const wanted = { levels: new Set(levels.keys()), relations: new Set(relations.keys()) };

  function ticks(id, rows, chosen, swatch, name) {
    $(id).replaceChildren(...rows.map((row, n) => {
      const box = element('input', { type: 'checkbox', checked: chosen.has(n) });
      box.addEventListener('change', () => {
        chosen[box.checked ? 'add' : 'delete'](n);
        refilter();
      });
      return element('label', { className: 'tick' }, box, swatch(row), name(row), element('small', { textContent: row.count }));
    }));
  }

  function buildPanel() {
    ticks('levels', levels, wanted.levels, (level) => {
      const dot = element('span', { className: 'dot' });
      dot.style.background = level.color;
      return dot;
    }, levelName);
    ticks('relations', relations, wanted.relations, (relation) => {
      const bar = element('span', { className: relation.faint ? 'bar faint' : 'bar' });
      bar.style.borderColor = relation.color;
      return bar;
    }, relationName);
    const kept = $('agency').value;
    const counts = new Map();
    nodes.forEach((node) => (node.issuers || []).forEach((body) => counts.set(body, (counts.get(body) || 0) + 1)));
    const bodies = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    $('agency').replaceChildren(element('option', { value: '', textContent: word('all') }),
      ...bodies.map(([body, count]) => element('option', { value: body, textContent: `${body} (${count})` })));
    $('agency').value = kept;
    showDays();
  }

  function showDays() {
    for (const id of ['from', 'to']) $(id + '-day').textContent = days.length ? dayText(Number($(id).value)) : '';
  }

  function refilter() {
    const agency = $('agency').value;
    const [from, to, undated, stubs, alone] = [Number($('from').value), Number($('to').value), $('undated').checked, $('stubs').checked, $('alone').checked];
    nodes.forEach((node, n) => {
      const isTimely = Number.isNaN(node.day) ? undated : node.day >= from && node.day <= to;
      isShown[n] = isBeside(node) ? wanted.levels.has(node.v) : wanted.levels.has(node.v) && isTimely && (stubs || !node.stub) && (!agency || (node.issuers || []).includes(agency)) ? 1 : 0;
    });
    // Other nodes follow the documents that they belong to.
    nodes.forEach((node, n) => {
      if (isBeside(node)) isShown[n] &= touching[n].some((e) => [edges[e].s, edges[e].t].some((end) => isShown[end] && !isBeside(nodes[end]))) ? 1 : 0;
    });
    const isLinked = new Uint8Array(nodes.length);
    edges.forEach((edge, n) => {
      isDrawn[n] = isShown[edge.s] && isShown[edge.t] && wanted.relations.has(edge.r) ? 1 : 0;
      if (isDrawn[n]) isLinked[edge.s] = isLinked[edge.t] = 1;
    });
    if (!alone) nodes.forEach((_, n) => (isShown[n] &= isLinked[n]));
    $('count').textContent = word(nodes.some(isBeside) ? 'all_shown' : 'shown')(isShown.reduce((a, b) => a + b, 0), isDrawn.reduce((a, b) => a + b, 0));
    redraw();
  }

  // Drawing.
  let frame = 0;
  const redraw = () => {
    if (!frame) frame = requestAnimationFrame(() => ((frame = 0), draw()));
  };
  const screenX = (x) => x * view.scale + view.x;
  const screenY = (y) => y * view.scale + view.y;
  const radius = (node) => Math.max(1.2, node.size * Math.min(1.6, Math.max(0.35, Math.sqrt(view.scale))));
  let colors = {};
  function readColors() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['back', 'ink', 'soft', 'line', 'mark', 'halo']) colors[name] = style.getPropertyValue('--' + name).trim();
  }

  function resize() {
    const ratio = window.devicePixelRatio || 1;
    const box = canvas.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(box.width * ratio));
    canvas.height = Math.max(1, Math.round(box.height * ratio));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    redraw();
  }
  // Not the client's size: on paper the canvas is scaled, not laid out anew.
  const wide = () => canvas.width / (window.devicePixelRatio || 1);
  const high = () => canvas.height / (window.devicePixelRatio || 1);

  function fit() {
    const all = nodes.filter((_, n) => isShown[n]);
    if (!all.length) return;
    const range = (side) => [all.reduce((a, it) => Math.min(a, it[side]), Infinity), all.reduce((a, it) => Math.max(a, it[side]), -Infinity)];
    const [[left, right], [top, bottom]] = [range('x'), range('y')];
    const scale = Math.min(2.5, (wide() - 60) / Math.max(1, right - left), (high() - 60) / Math.max(1, bottom - top));
    view = { scale, x: wide() / 2 - ((left + right) / 2) * scale, y: high() / 2 - ((top + bottom) / 2) * scale };
    redraw();
  }

  function draw() {
    readColors();
    pen.fillStyle = colors.back;
    pen.fillRect(0, 0, wide(), high());
    const isFocused = selected >= 0;
    drawEdges(isFocused);
    drawNodes(isFocused);
    drawLabels();
  }

  function drawEdges(isFocused) {
    const arrows = view.scale > 0.45;
    relations.forEach((relation, r) => {
      for (const isNear of isFocused ? [false, true] : [false]) {
        pen.beginPath();
        for (let n = 0; n < edges.length; n++) {
          const edge = edges[n];
          if (!isDrawn[n] || edge.r !== r || (isFocused && (edge.s === selected || edge.t === selected) !== isNear)) continue;
          strokeEdge(edge, arrows || isNear);
        }
        pen.strokeStyle = relation.color;
        pen.globalAlpha = isNear ? 1 : isFocused ? 0.12 : relation.faint ? 0.45 : 0.75;
        pen.lineWidth = isNear ? 2 : Math.min(1.4, Math.max(0.5, view.scale));
        pen.setLineDash(relation.faint && (arrows || isNear) ? [5, 4] : []);
        pen.stroke();
      }
    });
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  function strokeEdge(edge, arrow) {
    const [a, b] = [nodes[edge.s], nodes[edge.t]];
    const [x1, y1, x2, y2] = [screenX(a.x), screenY(a.y), screenX(b.x), screenY(b.y)];
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > wide() || Math.max(y1, y2) < 0 || Math.min(y1, y2) > high()) return;
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 1) return;
    // Several links between the same two documents bow apart.
    const bow = edge.b * 9 * Math.min(1, view.scale);
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [cx, cy] = [(x1 + x2) / 2 - uy * bow, (y1 + y2) / 2 + ux * bow];
    pen.moveTo(x1, y1);
    if (bow) pen.quadraticCurveTo(cx, cy, x2, y2);
    else pen.lineTo(x2, y2);
    if (!arrow) return;
    const tip = radius(b) + 1;
    const [ex, ey] = [x2 - cx, y2 - cy];
    const reach = Math.hypot(ex, ey) || 1;
    const [vx, vy] = [ex / reach, ey / reach];
    const [tx, ty] = [x2 - vx * tip, y2 - vy * tip];
    pen.moveTo(tx - vx * 6 - vy * 3.2, ty - vy * 6 + vx * 3.2);
    pen.lineTo(tx, ty);
    pen.lineTo(tx - vx * 6 + vy * 3.2, ty - vy * 6 - vx * 3.2);
  }

  function drawNodes(isFocused) {
    levels.forEach((level, v) => {
      for (const isStub of [false, true]) {
        for (const isNear of isFocused ? [false, true] : [true]) {
          pen.beginPath();
          for (let n = 0; n < nodes.length; n++) {
            const node = nodes[n];
            if (!isShown[n] || node.v !== v || node.stub !== isStub || (isFocused && near.has(n) !== isNear)) continue;
            const [x, y, r] = [screenX(node.x), screenY(node.y), radius(node)];
            if (x < -r || y < -r || x > wide() + r || y > high() + r) continue;
            // A small dot is as good square, and far quicker.
            if (r < 1.7) pen.rect(x - r, y - r, 2 * r, 2 * r);
            else {
              pen.moveTo(x + r, y);
              pen.arc(x, y, r, 0, 2 * Math.PI);
            }
          }
          pen.globalAlpha = isNear ? 1 : 0.25;
          pen.fillStyle = isStub ? colors.back : level.color;
          pen.fill();
          pen.lineWidth = isStub ? 1.5 : 0.8;
          pen.strokeStyle = isStub ? level.color : colors.back;
          // A rim parts dots that lie upon each other; in a crowd of small ones it would drown their colours.
          if (isStub || view.scale > 0.3) pen.stroke();
        }
      }
    });
    pen.globalAlpha = 1;
    for (const n of [hovered, selected]) {
      if (n < 0 || !isShown[n]) continue;
      pen.beginPath();
      pen.arc(screenX(nodes[n].x), screenY(nodes[n].y), radius(nodes[n]) + 3, 0, 2 * Math.PI);
      pen.lineWidth = 2.5;
      pen.strokeStyle = colors.mark;
      pen.stroke();
    }
  }

  function drawLabels() {
    const taken = new Set();
    const first = [selected, hovered].filter((n) => n >= 0 && isShown[n]);
    const order = selected >= 0 ? [...first, ...[...near].filter((n) => isShown[n])] : [...first, ...byDegree];
    const most = 400;
    let drawn = 0;
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    pen.lineJoin = 'round';
    const done = new Set();
    for (const n of order) {
      if (drawn >= most) break;
      if (!isShown[n] || done.has(n)) continue;
      done.add(n);
      const node = nodes[n];
      const isFirst = first.includes(n);
      const [x, y] = [screenX(node.x), screenY(node.y) + radius(node) + 2];
      if (x < 0 || y < 0 || x > wide() || y > high()) continue;
      pen.font = `${isFirst ? '600 13px' : '11px'} system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif`;
      const text = isFirst ? node.title.slice(0, 40) : node.label;
      if (!claim(taken, x, y, pen.measureText(text).width / 2 + 3, isFirst)) continue;
      pen.lineWidth = 3;
      pen.strokeStyle = colors.halo;
      pen.strokeText(text, x, y);
      pen.fillStyle = node.stub ? colors.soft : colors.ink;
      pen.fillText(text, x, y);
      drawn++;
    }
  }

  /** Takes the squares of a label unless one is taken. */
  function claim(taken, x, y, half, isFirst) {
    const squares = [];
    for (let row = Math.floor((y - 2) / 8); row <= Math.floor((y + 13) / 8); row++) {
      for (let column = Math.floor((x - half) / 8); column <= Math.floor((x + half) / 8); column++) squares.push(row * 10007 + column);
    }
    if (!isFirst && squares.some((square) => taken.has(square))) return false;
    squares.forEach((square) => taken.add(square));
    return true;
  }

  // Choosing.
  function at(x, y) {
    let best = -1;
    let least = 144;
    for (let n = 0; n < nodes.length; n++) {
      if (!isShown[n]) continue;
      const distance = Math.max(0, Math.hypot(screenX(nodes[n].x) - x, screenY(nodes[n].y) - y) - radius(nodes[n])) ** 2;
      if (distance < least) [best, least] = [n, distance];
    }
    return least <= 36 ? best : -1;
  }

  function select(n, { move = false, focus = false } = {}) {
    selected = n;
    near = new Set([n]);
    if (n >= 0) touching[n].filter((e) => isDrawn[e]).forEach((e) => near.add(edges[e].s).add(edges[e].t));
    const wasHidden = $('card').hidden;
    const before = wide();
    $('card').hidden = n < 0;
    if (n >= 0) {
      fillCard(n);
      remember('#' + nodes[n].id);
    } else remember(location.pathname + location.search);
    if (wasHidden !== $('card').hidden) {
      resize();
      if (!move) view.x += (wide() - before) / 2;
    }
    if (n >= 0 && move) {
      view.scale = Math.max(view.scale, 0.9);
      view.x = wide() / 2 - nodes[n].x * view.scale;
      // On a narrow screen the card lies over the lower part.
      const share = getComputedStyle($('card')).position === 'absolute' ? 0.2 : 0.5;
      view.y = high() * share - nodes[n].y * view.scale;
    }
    if (focus) $('card').focus();
    redraw();
  }

  /** Puts the document into the address, where the browser lets a page do so. */
  function remember(address) {
    try {
      history.replaceState(null, '', address);
    } catch {
      // A frame without an address of its own.
    }
  }

  function row(list, name, value) {
    if (value) list.append(element('dt', { textContent: name }), element('dd', { textContent: value }));
  }

  function fillCard(n) {
    const node = nodes[n];
    const facts = element('dl');
    row(facts, word('number'), node.number);
    row(facts, word('under'), node.promulgated_under);
    row(facts, word('type'), node.type);
    row(facts, word('level'), node.level);
    row(facts, word('bodies'), (node.issuers || []).join('、'));
    row(facts, word('dated'), node.date);
    row(facts, word('effective'), node.effective);
    row(facts, word('expires'), node.expires);
    if (node.valid_from || node.valid_to) row(facts, word('valid'), `${node.valid_from || '…'} – ${node.valid_to || '…'}${word('derived')}`);
    row(facts, word('role'), node.role && (word(node.role) || node.role));
    row(facts, word('printed'), node.printed || (node.stub ? word('stub') : ''));
    row(facts, word('relation'), relations.filter((relation) => relation.name === node.relation).map(relationName)[0]);
    row(facts, word('quote'), unwrapped(node.quote || ''));
    row(facts, word('iri'), node.iri);
    const close = element('button', { className: 'close', type: 'button', textContent: '×', title: word('close'), ariaLabel: word('close') });
    close.addEventListener('click', () => select(-1));
    const links = (isOut) => touching[n].map((e) => edges[e]).filter((edge) => (isOut ? edge.s : edge.t) === n);
    $('card').replaceChildren(close, element('h2', { textContent: node.title }), facts, ...section(word('out'), links(true), true), ...section(word('into'), links(false), false));
    $('card').scrollTop = 0;
  }

  function section(title, links, isOut) {
    if (!links.length) return [];
    const order = [...links].sort((a, b) => a.r - b.r);
    return [element('h3', { textContent: `${title} (${links.length})` }), element('ul', {}, ...order.map((edge) => reference(edge, isOut ? edge.t : edge.s)))];
  }

  /** The source wraps its lines; Chinese is joined again without a gap. */
  const unwrapped = (quote) => quote.replace(/\s*\n\s*/g, '');

  function reference(edge, other) {
    const relation = relations[edge.r];
    const kind = element('span', { className: 'kind', textContent: relationName(relation) });
    kind.style.color = relation.color;
    const go = element('button', { className: 'go', type: 'button', textContent: nameOf(nodes[other]) });
    go.addEventListener('click', () => select(other, { move: true, focus: true }));
    const notes = [];
    if (edge.provisions) notes.push(edge.provisions.join('、'));
    if (edge.lead) notes.push(word('lead'));
    if (edge.ordinal) notes.push(word('ordinal')(edge.ordinal));
    if (edge.date) notes.push(`${word('since')} ${edge.date}`);
    if (edge.until) notes.push(`${word('until')} ${edge.until}`);
    const quotes = edge.evidence.map(([place, quote]) => element('blockquote', {}, unwrapped(quote), element('code', { textContent: place })));
    return element('li', {}, kind, go, notes.length ? ` ${notes.join('；')}` : '', ...quotes);
  }

  // Finding: brackets and widths of characters make no difference.
  const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/[〔〕\[\]()【】《》〈〉“”"'\s]/g, '');
  let keys = null;
  let active = -1;
  function find(text) {
    keys ??= nodes.map((node) => [plain(node.number || ''), plain(node.promulgated_under || ''), plain(node.title)]);
    const asked = plain(text);
    if (!asked) return [];
    const grade = (n) => {
      const [number, under, title] = keys[n];
      if (number === asked || title === asked) return 0;
      if (number.startsWith(asked) || title.startsWith(asked)) return 1;
      return number.includes(asked) || title.includes(asked) ? 2 : under.includes(asked) ? 3 : 9;
    };
    return byDegree.map((n) => [grade(n), n]).filter(([g]) => g < 9).sort((a, b) => a[0] - b[0]).slice(0, 60).map(([, n]) => n);
  }

  function showResults() {
    const found = find($('search').value);
    active = found.length ? 0 : -1;
    $('results').replaceChildren(...found.map((n, i) => {
      const small = [nodes[n].number || nodes[n].promulgated_under, nodes[n].date].filter(Boolean).join(' · ');
      const item = element('li', { id: `result-${i}` }, nodes[n].title, element('small', { textContent: small }));
      item.setAttribute('role', 'option');
      item.dataset.node = n;
      item.addEventListener('pointerdown', (event) => (event.preventDefault(), choose(n)));
      return item;
    }));
    const isOpen = $('search').value.trim() !== '';
    if (isOpen && !found.length) $('results').replaceChildren(element('li', { textContent: word('nothing') }));
    $('results').hidden = !isOpen;
    $('search').setAttribute('aria-expanded', String(isOpen));
    mark();
  }

  function mark() {
    [...$('results').children].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    $('search').setAttribute('aria-activedescendant', active >= 0 ? `result-${active}` : '');
    $('results').children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function choose(n) {
    $('results').hidden = true;
    $('search').setAttribute('aria-expanded', 'false');
    if (!isShown[n]) reset();
    select(n, { move: true, focus: true });
  }

  $('search').addEventListener('input', showResults);
  $('search').addEventListener('blur', () => ($('results').hidden = true));
  $('search').addEventListener('keydown', (event) => {
    const items = $('results').querySelectorAll('[data-node]');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      active = Math.max(0, Math.min(items.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1)));
      mark();
      event.preventDefault();
    } else if (event.key === 'Enter' && items[active]) choose(Number(items[active].dataset.node));
    else if (event.key === 'Escape') $('results').hidden = true;
    event.stopPropagation();
  });

  // Moving.
  function zoom(factor, x = wide() / 2, y = high() / 2) {
    const scale = Math.min(8, Math.max(0.005, view.scale * factor));
    const real = scale / view.scale;
    view = { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
    redraw();
  }
  const fingers = new Map();
  let wasDragged = false;
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.offsetX, event.offsetY]);
    wasDragged = false;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) {
      const over = at(event.offsetX, event.offsetY);
      if (over !== hovered) {
        hovered = over;
        canvas.classList.toggle('over', over >= 0);
        canvas.title = over >= 0 ? nameOf(nodes[over]) : '';
        redraw();
      }
      return;
    }
    const [dx, dy] = [event.offsetX - before[0], event.offsetY - before[1]];
    if (!wasDragged && Math.hypot(dx, dy) < 4) return;
    wasDragged = true;
    canvas.classList.add('grabbing');
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (other) {
      const gap = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
      zoom(gap([event.offsetX, event.offsetY]) / gap(before), other[0], other[1]);
      return;
    }
    view.x += dx;
    view.y += dy;
    redraw();
  });
  for (const name of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      canvas.classList.remove('grabbing');
      if (name === 'pointerup' && !wasDragged) select(at(event.offsetX, event.offsetY));
    });
  }
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener('dblclick', (event) => zoom(2, event.offsetX, event.offsetY));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const step = event.shiftKey ? 240 : 60;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (event.key === '/') $('search').focus();
    else if (event.key === '+' || event.key === '=') zoom(1.3);
    else if (event.key === '-' || event.key === '_') zoom(1 / 1.3);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape') {
      select(-1);
      canvas.focus();
    } else if (moves[event.key] && event.target === canvas) {
      view.x += moves[event.key][0];
      view.y += moves[event.key][1];
      redraw();
    } else return;
    event.preventDefault();
  });

  // The rest of the panel.
  for (const id of ['from', 'to']) {
    Object.assign($(id), { min: firstDay, max: lastDay, value: id === 'from' ? firstDay : lastDay, disabled: !days.length });
    $(id).addEventListener('input', () => {
      const [from, to] = [Number($('from').value), Number($('to').value)];
      if (from > to) $(id === 'from' ? 'to' : 'from').value = $(id).value;
      showDays();
      refilter();
    });
  }
  for (const id of ['agency', 'undated', 'stubs', 'alone']) $(id).addEventListener('change', refilter);
  function reset() {
    levels.forEach((_, n) => wanted.levels.add(n));
    relations.forEach((_, n) => wanted.relations.add(n));
    for (const id of ['undated', 'stubs', 'alone']) $(id).checked = true;
    Object.assign($('from'), { value: firstDay });
    Object.assign($('to'), { value: lastDay });
    $('agency').value = '';
    buildPanel();
    refilter();
  }
  $('reset').addEventListener('click', reset);
  $('fit').addEventListener('click', fit);
  $('zoom-in').addEventListener('click', () => zoom(1.3));
  $('zoom-out').addEventListener('click', () => zoom(1 / 1.3));
  $('lang').addEventListener('click', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    speak();
  });
  $('panel').addEventListener('toggle', resize);

  function speak() {
    document.documentElement.lang = lang;
    document.querySelectorAll('[data-t]').forEach((it) => (it.textContent = word(it.dataset.t)));
    $('search').placeholder = word('search');
    $('search').ariaLabel = word('search');
    $('agency').ariaLabel = word('agency');
    $('lang').textContent = word('other');
    $('fit').textContent = word('fit');
    $('zoom-in').ariaLabel = '+';
    $('zoom-out').ariaLabel = '−';
    canvas.ariaLabel = word('map');
    buildPanel();
    refilter();
    if (selected >= 0) fillCard(selected);
  }

  new ResizeObserver(() => matchMedia('print').matches || resize()).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  // On paper the drawing is redrawn at once in the colours of the print style.
  matchMedia('print').addEventListener('change', () => draw());
  window.addEventListener('beforeprint', () => draw());
  window.addEventListener('afterprint', resize);

  if (innerWidth < 800) $('panel').open = false;
  speak();
  resize();
  fit();
  const asked = nodes.findIndex((node) => '#' + node.id === location.hash);
  if (asked >= 0) select(asked, { move: true });
  cancelAnimationFrame(frame);
  frame = 0;
  draw();
  // For the box that asks a server, where there is one.
  if ($('questions')) {
    const byIri = new Map(nodes.map((node, n) => [node.iri, n]));
    window.zhengtu = {
      title: (iri) => (byIri.has(iri) ? nodes[byIri.get(iri)].title : null),
      select: (iri) => choose(byIri.get(iri)),
      links: (iris) => edges.filter((edge) => iris.has(nodes[edge.s].iri) && iris.has(nodes[edge.t].iri))
        .map((edge) => [nodes[edge.s].iri, nodes[edge.t].iri, relationName(relations[edge.r])]),
      selected: () => (selected >= 0 ? nodes[selected].iri : null),
    };
  }
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
