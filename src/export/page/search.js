// The search box at the top of every view (combobox of WAI-ARIA): suggests while typing, arrows choose, Enter opens.
const Search = (() => {
  const { t } = Words;
  let input = null;
  let options = null;
  let found = [];
  let chosen = -1;

  function note(it) {
    return [Model.numberOf(it), it.issuers[0], Parts.when(it)].filter(Boolean).join(' · ');
  }

  function option({ it, isLike }, n) {
    return h('li', { role: 'option', id: `option-${n}`, 'aria-selected': 'false', onmousedown: (event) => event.preventDefault(), onclick: () => open(n) },
      Parts.swatch(Parts.colorOf(it)), h('span', { class: 'what' }, h('span', { class: Status.isOver(it) ? 'over' : null }, it.title), h('small', {}, isLike ? `${t('similar')} · ` : '', note(it))), Parts.badge(Status.state(it)));
  }

  function show() {
    const isOpen = document.activeElement === input && input.value.trim() !== '';
    input.setAttribute('aria-expanded', String(isOpen && found.length > 0));
    options.hidden = !isOpen || !found.length;
    options.replaceChildren(...found.map(option));
    document.getElementById('search-count').textContent = isOpen ? (found.length ? t('found', found.length) : t('nothing')) : '';
    document.getElementById('search-none').hidden = !isOpen || found.length > 0;
    choose(found.length ? 0 : -1);
  }

  function choose(n) {
    options.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = n;
    const now = options.children[chosen];
    now?.setAttribute('aria-selected', 'true');
    now?.scrollIntoView({ block: 'nearest' });
    if (now) input.setAttribute('aria-activedescendant', now.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function look() {
    found = Find.find(input.value, 12);
    show();
  }

  function open(n) {
    const it = found[n]?.it;
    if (!it) return;
    const use = Search.use;
    input.value = '';
    found = [];
    show();
    input.blur();
    if (use) use(it);
    else Route.go(Route.document(it));
  }

  function onKey(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) choose((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') {
      if (!found.length) look();
      open(chosen);
    } else if (event.key === 'Escape') {
      input.value = '';
      look();
      input.blur();
    } else return;
    event.preventDefault();
  }

  function start() {
    input = document.getElementById('search');
    options = document.getElementById('found');
    input.addEventListener('input', look);
    input.addEventListener('focus', look);
    input.addEventListener('blur', show);
    input.addEventListener('keydown', onKey);
  }

  function speak() {
    input.placeholder = t('search');
    input.setAttribute('aria-label', t('searching'));
    options.setAttribute('aria-label', t('documentsHead'));
    document.getElementById('search-none').textContent = t('nothing');
  }

  /** `use`: what to do with the next document chosen, if not to open it. */
  return { start, speak, use: null, focus: () => input.focus() };
})();
