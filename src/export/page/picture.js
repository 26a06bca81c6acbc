// The drawing as a view: moved, zoomed and asked with mouse, fingers or keys; saved as a file; with a table of the same selection.
const Picture = (() => {
  const { t } = Words;
  // How far the painted layer reaches beyond the window, so that moving it needs no new painting.
  const BEYOND = 0.5;

  function stage(scene, wide, high) {
    const canvas = h('canvas', { id: 'drawing', tabindex: '0', role: 'img' });
    const pen = canvas.getContext('2d', { alpha: false });
    const layer = document.createElement('canvas');
    const layerPen = layer.getContext('2d', { alpha: false });
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const size = { wide, high, ratio };
    const view = { x: 0, y: 0, k: 1 };
    let painted = null;
    let chosen = null;
    let timer = 0;
    let frame = 0;

    function fit() {
      const { left, top, right, bottom } = scene.box;
      view.k = Math.min(1.6, size.wide / (right - left), size.high / (bottom - top));
      // A drawing with names that cannot be read shows its beginning instead.
      if (scene.isFew && view.k < 0.8) view.k = 0.8;
      view.x = Math.max((size.wide - (right - left) * view.k) / 2, 0) - left * view.k;
      view.y = Math.max((size.high - (bottom - top) * view.k) / 2, 0) - top * view.k;
      const center = scene.nodes.find((node) => node.isCenter);
      if (center && (right - left) * view.k > size.wide) view.x = Math.min(-left * view.k, Math.max(size.wide - right * view.k, size.wide / 2 - center.x * view.k));
      if (center && (bottom - top) * view.k > size.high) view.y = Math.min(-top * view.k, Math.max(size.high - bottom * view.k, size.high / 2 - center.y * view.k));
    }

    function paint() {
      const beyond = scene.nodes.length > 2000 ? BEYOND : 0.15;
      const [w, g] = [size.wide * (1 + 2 * beyond), size.high * (1 + 2 * beyond)];
      if (layer.width !== Math.round(w * ratio) || layer.height !== Math.round(g * ratio)) Object.assign(layer, { width: Math.round(w * ratio), height: Math.round(g * ratio) });
      const shifted = { x: view.x + size.wide * beyond, y: view.y + size.high * beyond, k: view.k };
      Paint.canvas(layerPen, scene, shifted, { wide: w, high: g, ratio, inset: { x: size.wide * beyond, y: size.high * beyond } }, chosen);
      painted = { ...view, beyond };
      blit();
    }

    function blit() {
      frame = 0;
      const scale = view.k / painted.k;
      const dx = view.x - painted.x * scale - size.wide * painted.beyond * scale;
      const dy = view.y - painted.y * scale - size.high * painted.beyond * scale;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = getComputedStyle(canvas).backgroundColor;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(layer, dx * ratio, dy * ratio, layer.width * scale, layer.height * scale);
    }

    /** Shows the layer where it is now; paints anew once the reader rests. */
    function move() {
      if (!frame) frame = requestAnimationFrame(blit);
      clearTimeout(timer);
      timer = setTimeout(() => {
        paint();
        const at = [view.x / size.wide, view.y / size.high, view.k].map((it) => it.toFixed(3)).join(',');
        if (canvas.isConnected) Route.go(Route.change({ at }), true);
      }, 140);
    }

    function zoom(by, x = size.wide / 2, y = size.high / 2) {
      const k = Math.min(8, Math.max(0.02, view.k * by));
      view.x = x - (x - view.x) * k / view.k;
      view.y = y - (y - view.y) * k / view.k;
      view.k = k;
      move();
    }

    function nearest(event) {
      const [x, y] = [(event.offsetX - view.x) / view.k, (event.offsetY - view.y) / view.k];
      let best = null;
      let least = Math.max(9 / view.k, 7) ** 2;
      for (const node of scene.nodes) {
        const far = (node.x - x) ** 2 + (node.y - y) ** 2;
        if (far < least) [best, least] = [node, far];
      }
      return best;
    }

    Object.assign(canvas, { width: Math.round(wide * ratio), height: Math.round(high * ratio) });
    Object.assign(canvas.style, { width: `${wide}px`, height: `${high}px` });
    const start = Route.value('at').split(',').map(Number);
    fit();
    if (start.length === 3 && start.every(Number.isFinite) && start[2] > 0) Object.assign(view, { x: start[0] * wide, y: start[1] * high, k: start[2] });
    chosen = scene.nodes.find((node) => node.it.iri === Route.value('pick')) ?? null;
    listen(canvas, { view, move, zoom, nearest, fit, choose: (node) => { chosen = node; paint(); } });
    return { canvas, paint, zoom, size, view, fit: () => { fit(); move(); }, choose: (node) => { chosen = node; paint(); } };
  }

  /** Mouse, fingers and keys on the canvas. */
  function listen(canvas, { view, move, zoom, nearest, choose }) {
    const fingers = new Map();
    let moved = 0;
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      moved = 0;
    });
    canvas.addEventListener('pointermove', (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) {
        const node = nearest(event);
        canvas.title = node?.label ?? '';
        canvas.classList.toggle('over-node', Boolean(node));
        return;
      }
      const [dx, dy] = [event.offsetX - before.x, event.offsetY - before.y];
      moved += Math.abs(dx) + Math.abs(dy);
      const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      if (others.length) {
        const gap = (at) => Math.hypot(at.x - others[0].x, at.y - others[0].y) || 1;
        zoom(gap({ x: event.offsetX, y: event.offsetY }) / gap(before), others[0].x, others[0].y);
      } else {
        view.x += dx;
        view.y += dy;
        move();
      }
      fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    });
    canvas.addEventListener('pointerup', (event) => {
      fingers.delete(event.pointerId);
      if (moved > 5) return;
      const node = nearest(event);
      choose(node);
      Picture.tell(node?.it ?? null);
    });
    canvas.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId));
    canvas.addEventListener('dblclick', (event) => {
      const node = nearest(event);
      if (node) Route.go(Route.document(node.it));
    });
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 500), event.offsetX, event.offsetY);
    }, { passive: false });
    canvas.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) {
        view.x += step[0];
        view.y += step[1];
        move();
      } else if (event.key === '+' || event.key === '=') zoom(1.3);
      else if (event.key === '-') zoom(1 / 1.3);
      else return;
      event.preventDefault();
    });
  }

  function tools(selection, iri) {
    const choose = (name, label, options, value) => Parts.select(name, label, options, value, (chosen) => Route.go(Route.change({ [name]: chosen, at: '' })));
    const modes = (selection.center ? Choose.MODES : ['all']).map((mode) => [mode, t(mode === 'all' ? 'wholeGraph' : mode)]);
    const names = [...new Set(Model.links.map((link) => link.relation))].sort((a, b) => a.place - b.place);
    const toggle = (relation) => {
      const next = new Set(selection.without);
      if (!next.delete(relation.name)) next.add(relation.name);
      Route.go(Route.change({ not: [...next].join(','), at: '' }));
    };
    const box = (relation) => h('label', { class: 'tick' }, h('input', { type: 'checkbox', checked: !selection.without.has(relation.name), onchange: () => toggle(relation) }), h('span', { class: 'tag', style: { borderColor: relation.color } }, Words.relation(relation.name, true)));
    const bare = h('label', { class: 'tick' }, h('input', { type: 'checkbox', checked: selection.isBare, onchange: (event) => Route.go(Route.change({ stubs: event.target.checked ? '0' : '', at: '' })) }), t('only'));
    return h('div', { class: 'tools' },
      choose('mode', t('mode'), modes, selection.mode),
      selection.mode === 'near' ? choose('hops', t('hops'), ['1', '2', '3', '4'].map((n) => [n, n]), String(selection.hops)) : null,
      selection.mode === 'tree' ? null : choose('across', t('arrange'), [['time', t('arrangeTime')], ['layer', t('arrangeLayer')]], Route.value('across', 'time')),
      choose('color', t('color'), [['level', t('colorLevel')], ['maker', t('colorMaker')], ['state', t('colorState')]], Route.value('color', 'level')),
      bare, iri ? h('a', { class: 'button', href: Route.link('picture') }, t('wholeGraph')) : null,
      h('details', { class: 'menu' }, h('summary', {}, t('relations')), h('div', {}, ...names.map(box))));
  }

  function table(selection) {
    const row = (it) => h('tr', {}, h('td', {}, Parts.swatch(Parts.colorOf(it)), Parts.link(it)), h('td', {}, Model.numberOf(it)), h('td', { class: 'day' }, Parts.when(it)), h('td', {}, Parts.levelName(it.level)), h('td', {}, Parts.badge(Status.state(it))), h('td', {}, String(Model.degree(it))));
    const link = (it) => h('tr', {}, h('td', {}, Parts.link(it.from)), h('td', {}, Words.relation(it.relation.name, true)), h('td', {}, Parts.link(it.to)), h('td', {}, it.evidence[0] ? h('a', { href: Parts.reading(it.evidence[0]) }, Parts.placeOf(it.evidence[0])) : ''));
    const head = (names) => h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, t(name)))));
    const make = (names, items, make) => {
      const [body, more] = [Parts.list(items, 100, make, 'tbody')].flat();
      return [h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t(names[0]) }, h('table', {}, head(names), body)), more];
    };
    const order = [...selection.documents].sort((a, b) => (selection.far.get(a) - selection.far.get(b)) || (a.level?.place ?? 99) - (b.level?.place ?? 99) || (Model.dateOf(b) ?? '').localeCompare(Model.dateOf(a) ?? ''));
    return h('section', { class: 'card', id: 'same', 'aria-labelledby': 'same-head' }, h('h2', { id: 'same-head' }, t('table')), ...make(['title', 'number', 'date', 'level', 'state', 'degree'], order, row), selection.links.length ? h('details', { open: selection.links.length <= 60 }, h('summary', {}, t('relations'), ' ', h('span', { class: 'count' }, String(selection.links.length))), ...make(['from_', 'relation', 'to_', 'where'], selection.links, link)) : null);
  }

  function view(iri) {
    const center = iri ? Model.find(iri) : null;
    if (iri && !center) return Sheet.missing(iri);
    const selection = Choose.now(center);
    const scene = Place.scene(selection);
    const place = h('div', { class: 'stage' });
    const chosen = h('p', { class: 'chosen', role: 'status' });
    const name = (center?.title ?? t('name')).slice(0, 40);
    const legend = h('ul', { class: 'legend' }, ...scene.legend.map((it) => h('li', {}, Parts.swatch(it.color), it.name)));
    const bar = h('div', { class: 'stage-tools' });
    const title = center ? `${t('picture')}：${center.title}` : t('picture');
    return {
      title,
      body: [h('h1', {}, center ? Parts.link(center) : t('picture')), tools(selection, iri), h('p', { class: 'soft', role: 'status' }, t('drawn', selection.documents.length, selection.links.length), selection.mode === 'tree' ? ` · ${t('treeHelp')}` : null), bar, place, chosen, legend, h('p', { class: 'soft' }, t('drawHelp')), table(selection)],
      after() {
        const [wide, high] = [place.clientWidth, Math.max(320, Math.min(window.innerHeight * 0.72, 760, scene.isFew ? (scene.box.bottom - scene.box.top) * 1.1 + 40 : Infinity))];
        const made = stage(scene, wide, high);
        made.canvas.setAttribute('aria-label', `${title}。${t('drawn', selection.documents.length, selection.links.length)}`);
        place.append(made.canvas);
        made.paint();
        const saveSvg = () => Dom.save(`${name}.svg`, new XMLSerializer().serializeToString(Paint.svg(scene, made.view, made.size)), 'image/svg+xml');
        const savePng = () => made.canvas.toBlob((blob) => Dom.save(`${name}.png`, blob), 'image/png');
        bar.append(Dom.button('−', () => made.zoom(1 / 1.3), { 'aria-label': t('zoomOut') }), Dom.button(t('fit'), made.fit), Dom.button('+', () => made.zoom(1.3), { 'aria-label': t('zoomIn') }), Dom.button(t('saveSvg'), saveSvg), Dom.button(t('savePng'), savePng));
        Picture.tell = (it) => {
          chosen.replaceChildren(...(it ? [t('selected'), '：', Parts.link(it), ' ', Parts.badge(Status.state(it)), ' ', h('a', { class: 'button', href: Route.link('picture', it.iri) }, t('center'))] : []));
          Route.go(Route.change({ pick: it?.iri ?? '' }), true);
        };
        const picked = Model.find(Route.value('pick'));
        if (picked) Picture.tell(picked);
      },
    };
  }

  return { view, stage, tell: () => {} };
})();
