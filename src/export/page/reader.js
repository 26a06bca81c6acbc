// Reading view: the text of a document with every reference marked in place, the outline of its articles, and the words that were asked for.
const Reader = (() => {
  const { t } = Words;
  const START = /^(第[〇零一二三四五六七八九十百千\d]+[编章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\([一二三四五六七八九十\d]+\)|\d+[.．、]|附件|附则)/u;
  const HEADING = /^(第[〇零一二三四五六七八九十百千\d]+[编章节][\s\u3000]|[一二三四五六七八九十]+、[^。；]{1,30}$)/u;
  const ARTICLE = /^(第[〇零一二三四五六七八九十百千\d]+条(之[一二三四五六七八九十]+)?)/u;

  /** The paragraphs between two lines, as places of characters: lines that the source wrapped are one again. */
  function paragraphs(text, first, last) {
    const rows = [];
    for (let n = first; n <= Math.min(last, text.lines.length); n++) {
      let [from, to] = [text.lines[n - 1], n < text.lines.length ? text.lines[n] - 1 : text.length];
      while (from < to && /\s/u.test(text.at(from))) from++;
      while (to > from && /\s/u.test(text.at(to - 1))) to--;
      if (to > from) rows.push({ from, to, words: text.slice(from, to) });
    }
    const lengths = rows.map((row) => row.to - row.from).sort((a, b) => a - b);
    const full = Math.min(lengths[Math.floor(lengths.length * 0.8)] ?? 0, 60);
    const found = [];
    let isOpen = false;
    for (const row of rows) {
      if (isOpen && !START.test(row.words)) found.at(-1).to = row.to;
      else found.push({ from: row.from, to: row.to, words: row.words });
      isOpen = row.to - row.from >= full * 0.75 && !/[。：！？]$/u.test(row.words) && !HEADING.test(row.words);
    }
    return found;
  }

  /** Words of a piece as they are shown: without the breaks of the source's lines. */
  const shown = (words) => words.replace(/([^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])/gu, '$1').replace(/\s*\n\s*/gu, (gap, at, all) => (at === 0 || at + gap.length === all.length ? '' : ' '));

  /** The range of a file to show: the printing asked for, else what stands around the words. */
  async function range(it) {
    const [start, end] = Route.value('at').split('-').map(Number);
    const asked = Model.files.find((file) => file.name === Route.value('file'));
    const printings = it?.printings ?? [];
    const printing = printings.find((at) => !asked || at.file === asked) ?? null;
    const file = asked ?? printing?.file ?? null;
    if (!file) return null;
    const text = await Texts.of(file);
    const at = end > start ? { start, end } : null;
    if (!text) return { file, text, at, first: 0, last: 0 };
    const lineOf = (place) => text.lines.findLastIndex((from) => from <= place) + 1;
    const line = at ? lineOf(at.start) : 0;
    const holding = printings.find((one) => one.file === file && (!at || (one.first <= line && line <= one.last))) ?? printing;
    if (holding?.file === file && (!at || (holding.first <= line && line <= holding.last))) return { file, text, at, first: holding.first, last: holding.last };
    return { file, text, at, first: Math.max(1, line - 40), last: line + 40 };
  }

  /** A document and what was issued with it as one. */
  const family = (it) => new Set(it ? [it.work ?? it, ...(it.life?.members ?? [])] : []);

  /** Where the words of a link lead who reads a document: to what it speaks of, or to the one that speaks of it. */
  function ends(link, own) {
    const isOut = !own.has(link.to) || (own.has(link.from) && link.to !== [...own][0]);
    return { link, isOut, other: isOut ? link.to : link.from };
  }

  /** The links of some words as ways out of the document read, what it says of others first. */
  function ways(evidence, own) {
    const found = evidence.links.map((link) => ends(link, own)).filter(({ other }) => other !== [...own][0]);
    return found.sort((a, b) => Number(own.has(b.link.from)) - Number(own.has(a.link.from)));
  }

  /** A piece of text with its mark, if it has one. */
  function piece(words, mark, isAsked) {
    const text = shown(words);
    let made = text;
    if (mark) {
      const { link, other } = mark;
      const isOver = Status.isOver(other);
      made = h('a', { class: `ref ${isOver ? 'over' : ''}`, href: Route.document(other), style: { textDecorationColor: link.relation.color, borderColor: link.relation.color }, 'data-evidence': mark.evidence.place }, text);
    }
    return isAsked ? h('mark', { class: 'asked' }, made) : made;
  }

  function paragraph(text, { from, to, words }, marks, at, outline) {
    const near = marks.filter((mark) => mark.evidence.start < to && mark.evidence.end > from);
    const cuts = new Set([from, to]);
    for (const { evidence } of near) [evidence.start, evidence.end].forEach((place) => place > from && place < to && cuts.add(place));
    if (at) [at.start, at.end].forEach((place) => place > from && place < to && cuts.add(place));
    const places = [...cuts].sort((a, b) => a - b);
    const pieces = places.slice(0, -1).map((start, n) => {
      const end = places[n + 1];
      const inside = near.filter(({ evidence }) => evidence.start <= start && end <= evidence.end);
      const mark = inside.sort((a, b) => (a.evidence.end - a.evidence.start) - (b.evidence.end - b.evidence.start))[0];
      return piece(text.slice(start, end), mark, at && at.start <= start && end <= at.end);
    });
    const article = ARTICLE.exec(words)?.[1];
    const isHeading = HEADING.test(words) && to - from < 60;
    const id = `p${from}`;
    if (article || isHeading) outline.push({ id, from, article, name: article ? `${article} ${Dom.joined(words.slice(article.length)).slice(0, 14)}` : Dom.joined(words).slice(0, 24), isHeading });
    return h(isHeading ? 'h3' : 'p', { id, class: article ? 'article' : null, tabindex: '-1' }, ...pieces);
  }

  /** The marks between two places: evidence of links, with the link it speaks for. */
  function marksOf(file, from, to, own) {
    const within = file.evidence.filter((it) => it.links && it.start < to && it.end > from);
    const marks = within.map((evidence) => ({ evidence, ...ways(evidence, own)[0] })).filter(({ other }) => other);
    return marks.sort((a, b) => a.evidence.start - b.evidence.start);
  }

  /** The text between two lines as elements, with its outline. */
  function body({ file, text, at, first, last }, it) {
    const outline = [];
    const found = paragraphs(text, first, last);
    const marks = found.length ? marksOf(file, found[0].from, found.at(-1).to, family(it)) : [];
    return { elements: found.map((it) => paragraph(text, it, marks, at, outline)), outline, marks, paragraphs: found };
  }

  /** The card of a reference, shown while it is hovered or has the focus. */
  function card(evidence, own) {
    const row = ({ link, isOut, other }) => h('span', { class: 'card-row' }, h('span', { class: 'tag', style: { borderColor: link.relation.color } }, Words.relation(link.relation.name, isOut)), ' ', h('strong', {}, other.title), ' ', h('small', {}, ...Parts.notes(other, link.provisions.join('、'))), ' ', Parts.badge(Status.state(other)));
    return h('div', { class: 'tip', role: 'tooltip', id: 'tip' }, ...ways(evidence, own).map(row));
  }

  function watch(area, it) {
    const own = family(it);
    let tip = null;
    let anchor = null;
    const hide = () => {
      tip?.remove();
      anchor?.removeAttribute('aria-describedby');
      tip = anchor = null;
    };
    const show = (event) => {
      const ref = event.target.closest?.('a.ref');
      if (!ref || ref === anchor) return;
      hide();
      anchor = ref;
      tip = card(Model.evidence[Number(ref.dataset.evidence)], own);
      document.body.append(tip);
      const box = ref.getBoundingClientRect();
      tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + scrollX}px`;
      tip.style.top = `${box.bottom + 6 + scrollY}px`;
      ref.setAttribute('aria-describedby', 'tip');
    };
    area.addEventListener('mouseover', show);
    area.addEventListener('focusin', show);
    area.addEventListener('mouseout', (event) => event.target.closest?.('a.ref') && hide());
    area.addEventListener('focusout', hide);
    area.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
    Route.onChange(hide);
  }

  function legend(marks) {
    const count = new Map();
    for (const { link, isOut } of marks) {
      const name = Words.relation(link.relation.name, isOut);
      count.set(name, { color: link.relation.color, n: (count.get(name)?.n ?? 0) + 1 });
    }
    const items = [...count].map(([name, { color, n }]) => h('li', {}, h('span', { class: 'tag', style: { borderColor: color } }, name), h('span', { class: 'count' }, String(n))));
    return [h('ul', { class: 'legend' }, ...items), h('p', { class: 'soft' }, t('legendOver'))];
  }

  async function view(iri) {
    const it = iri ? Model.find(iri) : null;
    if (iri && !it) return Sheet.missing(iri);
    const title = it?.title ?? t('openText');
    const head = [h('h1', {}, title), it ? h('nav', { class: 'actions', 'aria-label': t('back') }, h('a', { class: 'button', href: Route.document(it) }, t('back')), h('a', { class: 'button', href: Route.link('beside', it.iri) }, t('openBeside')), Parts.badge(Status.state(it))) : null];
    const say = (text, file) => ({ title, body: [...head, h('p', { class: 'notice', role: 'note' }, text, ' ', file ? Parts.original(file) : null)] });
    const chosen = await range(it);
    if (!chosen) return say(t(it?.stub ? 'textStub' : 'textNone'));
    if (!Texts.isThere) return say(t('textNone'), chosen.file);
    if (!chosen.text) return say(t('textMissing', chosen.file.path), chosen.file);
    const { elements, outline, marks } = body(chosen, it);
    const area = h('article', { class: 'text', lang: 'zh' }, ...elements);
    watch(area, it);
    // The article in which the words asked for stand.
    const current = chosen.at ? outline.findLast((one) => one.from <= chosen.at.start) : null;
    const jump = (id) => (event) => {
      event.preventDefault();
      document.getElementById(id).scrollIntoView({ block: 'start' });
      document.getElementById(id).focus({ preventScroll: true });
    };
    const item = (one) => h('li', { class: one.isHeading ? 'heading' : null }, h('a', { href: `#${one.id}`, onclick: jump(one.id), 'aria-current': one === current ? 'location' : null }, one.name));
    const side = h('nav', { class: 'outline card', 'aria-label': t('outline') }, h('h2', {}, t('outline')), outline.length ? h('ul', { class: 'plain' }, ...outline.map(item)) : h('p', { class: 'soft' }, t('noOutline')), Parts.heading(2, t('allMarks'), marks.length), ...legend(marks));
    return {
      title,
      body: [...head, h('p', { class: 'soft' }, `${chosen.file.short} · ${t('line', `${chosen.first}–${chosen.last}`)} `, Parts.original(chosen.file), current ? [' · ', h('strong', { id: 'article' }, current.article ?? current.name)] : null), h('div', { class: 'reader' }, side, area)],
      after() {
        const asked = area.querySelector('mark.asked') ?? null;
        asked?.scrollIntoView({ block: 'center' });
        if (asked) Object.assign(asked, { tabIndex: -1 }).focus({ preventScroll: true });
      },
    };
  }

  return { view, paragraphs, body, range, watch, shown, ARTICLE };
})();
