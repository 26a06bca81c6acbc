// The application: which view answers to which address, the day, the language, the keys, and the first view.
const App = (() => {
  const { t } = Words;
  const VIEWS = {
    overview: () => Overview.view(),
    list: () => Overview.list(),
    doc: (iri) => Sheet.view(iri),
    text: (iri) => Reader.view(iri),
    beside: (iri) => Beside.view(iri),
    picture: (iri) => Picture.view(iri),
    ask: (name) => (Model.isServed ? Ask.view(name) : Overview.view()),
  };
  const started = performance.now();
  let turn = 0;
  let last = '';

  const $ = (id) => document.getElementById(id);

  function frame() {
    document.documentElement.lang = Words.lang === 'zh' ? 'zh-CN' : 'en';
    for (const it of document.querySelectorAll('[data-t]')) it.textContent = t(it.dataset.t);
    for (const it of document.querySelectorAll('[data-label]')) it.setAttribute('aria-label', t(it.dataset.label));
    $('home').textContent = t('name');
    const tabs = [['overview', 'overview'], ['list', 'list'], ['picture', 'picture'], ...(Model.isServed ? [['ask', 'ask']] : [])];
    const current = Route.now.view;
    $('tabs').replaceChildren(...tabs.map(([view, key]) => h('a', { href: Route.link(view), 'aria-current': current === view ? 'page' : null }, t(key))));
    $('home').href = Route.link('overview');
    $('day').value = Route.day ?? '';
    $('day-clear').hidden = !Route.day;
    $('about').textContent = `${t('inCollection', Model.documents.filter((it) => !it.stub).length, Model.documents.filter((it) => it.stub).length)} · ${t('keyboard')}`;
    Search.speak();
  }

  async function show() {
    const mine = ++turn;
    const focused = document.activeElement;
    Words.lang = Route.value('lang', Dom.memory.get('lang', 'zh'));
    const { view, subject } = Route.now;
    const make = VIEWS[view] ?? VIEWS.overview;
    frame();
    const made = await make(subject);
    // Another address may have been asked for meanwhile.
    if (mine !== turn) return;
    // Who has gone on to the search box meanwhile is left there.
    const stays = document.activeElement === focused;
    const main = $('main');
    main.className = `view-${view}`;
    main.replaceChildren(...made.body.flat(Infinity).filter(Boolean));
    document.title = `${made.title} · ${t('name')}`;
    const key = `${view}/${subject}`;
    if (key !== last) {
      window.scrollTo(0, 0);
      if (last && stays) main.focus({ preventScroll: true });
    }
    last = key;
    made.after?.();
    document.documentElement.dataset.shown = String(mine);
    if (mine === 1) document.documentElement.dataset.ready = String(Math.round(performance.now()));
  }

  /** A day in any common form: 2021-4-1, 20210401, 2021年4月1日. */
  function readDay(text) {
    const [, year, month, day] = /^(\d{4})\D*(\d{1,2})\D*(\d{1,2})\D*$/u.exec(text.normalize('NFKC').trim()) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text.trim()) ?? [];
    const found = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
    return found && !Number.isNaN(Date.parse(found)) && new Date(found).toISOString().startsWith(found) ? found : null;
  }

  function setDay(text) {
    const day = text.trim() ? readDay(text) : '';
    $('day').toggleAttribute('aria-invalid', day === null);
    if (day !== null) Route.go(Route.change({ day }));
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName)) return;
    const view = keys.isGoing ? { o: 'overview', l: 'list', p: 'picture', a: 'ask' }[event.key] : null;
    keys.isGoing = event.key === 'g';
    if (event.key === '/') {
      event.preventDefault();
      Search.focus();
    } else if (view) Route.go(Route.link(view));
  }

  function start() {
    Search.start();
    $('day').addEventListener('change', (event) => setDay(event.target.value));
    $('day-clear').addEventListener('click', () => setDay(''));
    $('day-today').addEventListener('click', () => {
      const now = new Date();
      setDay([now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-'));
    });
    $('language').addEventListener('click', () => {
      const lang = Words.lang === 'zh' ? 'en' : 'zh';
      Dom.memory.set('lang', lang);
      Route.replace(Route.change({ lang: lang === 'zh' ? '' : lang }));
    });
    $('skip').addEventListener('click', (event) => {
      event.preventDefault();
      $('main').focus();
    });
    document.addEventListener('keydown', keys);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => Route.now.view === 'picture' && show());
    Route.onChange(show);
    show();
  }

  return { start, started };
})();
App.start();
