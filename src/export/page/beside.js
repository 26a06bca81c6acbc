// Two documents side by side: their facts, their texts, and article by article what differs.
const Beside = (() => {
  const { t } = Words;

  /** Those a reader would most likely set beside a document. */
  function near(it) {
    const { out, in: back } = Model.linksOf(it);
    const members = (it.life?.members ?? []).filter((member) => member !== (it.work ?? it));
    const others = [...back.filter((link) => ['replaces', 'amends', 'repeals'].includes(link.relation.name)).map((link) => link.from), ...out.map((link) => link.to), ...back.map((link) => link.from)];
    const versions = (it.work ?? it).versions.filter((version) => version !== it && version.printings.length);
    return [...new Set([...versions, ...members, ...others])].slice(0, 40);
  }

  function chooser(it, other) {
    const options = near(it);
    if (other && !options.includes(other)) options.unshift(other);
    const choice = Parts.select('with', t('chooseOther'), [['', '—'], ...options.map((one) => [one.iri, `${one.title}${Parts.when(one) ? ' ' + Parts.when(one) : ''}`])], other?.iri ?? '', (value) => Route.go(Route.change({ with: value })));
    const find = Dom.button(t('searching'), () => {
      Search.use = (one) => {
        Search.use = null;
        Route.go(Route.change({ with: one.iri }));
      };
      Search.focus();
    });
    const swap = other ? h('a', { class: 'button', href: Route.link('beside', other.iri, { with: it.iri, how: Route.value('how') }) }, t('swap')) : null;
    const hows = ['articles', 'texts', 'facts'].map((how) => [how, t(how)]);
    return h('div', { class: 'tools' }, choice, find, swap, other ? Parts.select('how', t('show'), hows, Route.value('how', 'articles'), (value) => Route.go(Route.change({ how: value }))) : null);
  }

  const head = (it) => h('header', {}, h('h2', {}, Parts.link(it.work ?? it)), h('p', { class: 'soft' }, ...Parts.notes(it), ' ', it.work ? null : Parts.badge(Status.state(it))));

  async function textOf(it) {
    const printing = it.printings[0];
    const text = printing ? await Texts.of(printing.file) : null;
    return text ? { file: printing.file, text, at: null, first: printing.first, last: printing.last } : null;
  }

  const side = (pieces, name) => pieces.map(({ text, isSame }) => (isSame ? text : h(name, {}, text)));

  function pair([a, b]) {
    const cell = (it, pieces, side) => h('td', { 'data-side': t(side), class: it ? null : 'none' }, it ? [it.name ? h('strong', {}, it.name, ' ') : null, ...pieces] : h('span', { class: 'soft' }, '—'));
    if (!a || !b) return h('tr', { class: 'alone' }, h('th', { scope: 'row' }, t(a ? 'onlyLeft' : 'onlyRight')), cell(a, a ? [h('del', {}, a.words)] : [], 'left'), cell(b, b ? [h('ins', {}, b.words)] : [], 'right'));
    const [left, right] = Align.differences(a.words, b.words);
    const isSame = a.words === b.words;
    return h('tr', { class: isSame ? 'same' : 'differs' }, h('th', { scope: 'row' }, t(isSame ? 'same' : 'differs')), cell(a, side(left, 'del'), 'left'), cell(b, side(right, 'ins'), 'right'));
  }

  function byArticle(it, other, left, right) {
    const split = (chosen) => Align.articles(Reader.paragraphs(chosen.text, chosen.first, chosen.last), (one) => chosen.text.slice(one.from, one.to));
    const rows = Align.rows(split(left), split(right));
    const both = rows.filter(([a, b]) => a && b);
    return [h('p', { class: 'soft', role: 'status' }, t('pairs', both.length, both.filter(([a, b]) => a.words === b.words).length), ' · ', t('aligned')),
      h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('articles') }, h('table', { class: 'pairs' }, h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, head(it)), h('th', { scope: 'col' }, head(other)))), h('tbody', { lang: 'zh' }, ...rows.map(pair))))];
  }

  function column(it, content) {
    const made = h('section', { class: 'card', 'aria-label': it.title }, head(it), ...content);
    // What stands on the page twice has no name of its own.
    made.querySelectorAll('[id]').forEach((found) => found.removeAttribute('id'));
    made.querySelectorAll('[aria-labelledby]').forEach((found) => found.removeAttribute('aria-labelledby'));
    return made;
  }

  async function view(iri) {
    const it = Model.side(iri);
    if (!it) return Sheet.missing(iri);
    const other = Model.side(Route.value('with'));
    const title = other ? `${it.title} ⇄ ${other.title}` : it.title;
    const body = [h('h1', {}, t('beside')), chooser(it, other)];
    if (!other) return { title, body: [...body, head(it), h('p', { class: 'soft' }, t('chooseOther'))] };
    const how = Route.value('how', 'articles');
    const [left, right] = how === 'facts' ? [null, null] : await Promise.all([textOf(it), textOf(other)]);
    if (how === 'facts' || !left || !right) {
      const why = how === 'facts' ? null : h('p', { class: 'notice', role: 'note' }, Texts.isThere ? [it, other].filter((_, n) => ![left, right][n]).map((one) => `${one.title}：${t(one.stub ? 'textStub' : 'textNone')}`).join(' ') : t('textNone'));
      return { title, body: [...body, why, h('div', { class: 'two' }, ...[it, other].map((one) => column(one, [Sheet.facts(one), Sheet.status(one)])))] };
    }
    if (how === 'texts') {
      const columns = [[it, left], [other, right]].map(([one, chosen]) => {
        const area = h('article', { class: 'text', lang: 'zh' }, ...Reader.body(chosen, one).elements);
        Reader.watch(area, one);
        return column(one, [h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': one.title }, area)]);
      });
      return { title, body: [...body, h('div', { class: 'two' }, ...columns)] };
    }
    return { title, body: [...body, ...byArticle(it, other, left, right)] };
  }

  return { view };
})();
