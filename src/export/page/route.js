// The address: which view is shown, of what, on which day, with which filters. All of it stands behind the #, so that Back and bookmarks work in a file too.
const Route = (() => {
  const KEPT = ['day', 'lang'];
  const encode = (text) => encodeURI(text).replace(/[?#&]/gu, encodeURIComponent);
  const listeners = [];

  function parse(hash) {
    const text = hash.replace(/^#\/?/u, '');
    const [path, query = ''] = text.split(/\?(.*)/su);
    const [, view = '', subject = ''] = /^([a-z]*)\/?(.*)$/su.exec(path) ?? [];
    let iri = subject;
    try {
      iri = decodeURIComponent(subject);
    } catch {
      // Not what we wrote: taken as it stands.
    }
    return { view: view || 'overview', subject: iri, values: new URLSearchParams(query) };
  }

  let now = parse(location.hash);

  /** The address of a view; day and language stay as they are unless given, and what is empty is left out. */
  function link(view, subject = '', values = {}) {
    const query = new URLSearchParams();
    const kept = Object.fromEntries(KEPT.map((name) => [name, now.values.get(name)]));
    for (const [name, value] of Object.entries({ ...kept, ...values })) {
      if (value !== null && value !== undefined && value !== '') query.set(name, value);
    }
    const path = view === 'overview' ? '' : subject ? `${view}/${encode(subject)}` : view;
    return `#/${path}${query.size ? '?' + query : ''}`;
  }

  /** The address of what is shown now with other values. */
  const change = (values) => link(now.view, now.subject, { ...Object.fromEntries(now.values), ...values });

  function read() {
    now = parse(location.hash);
    for (const listener of listeners) listener(now);
  }

  window.addEventListener('hashchange', read);
  return {
    get now() { return now; },
    get day() { return /^\d{4}-\d{2}-\d{2}$/u.test(now.values.get('day') ?? '') ? now.values.get('day') : null; },
    value: (name, otherwise = '') => now.values.get(name) ?? otherwise,
    link,
    change,
    go(address, isQuiet = false) {
      if (address === location.hash) return;
      if (!isQuiet) location.hash = address;
      else {
        history.replaceState(null, '', address);
        now = parse(location.hash);
      }
    },
    replace(address) {
      history.replaceState(null, '', address);
      read();
    },
    document: (it, values) => link('doc', it.iri, values),
    onChange: (listener) => listeners.push(listener),
  };
})();
