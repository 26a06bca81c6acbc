// Painting a scene, on a canvas or as SVG: bands, bundled edges, nodes, labels; the same lines in both.
const Paint = (() => {
  const LABEL = 11;
  const TREE_NAME = 22;
  /** About how broad a text is: letters take a little more than half of a Chinese character. */
  const breadth = (text, size) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' || letter === '…' ? 1 : 0.6), 0) * size;
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

  function palette() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(`--${name}`).trim();
    return { isDark: matchMedia('(prefers-color-scheme: dark)').matches, back: of('back'), ink: of('ink'), soft: of('soft'), line: of('line'), band: of('band'), mark: of('mark') };
  }

  /** A colour of edges, on dark ground a lighter one. */
  function toned(color, { isDark }) {
    if (!isDark || !/^#[0-9a-f]{6}$/iu.test(color)) return color;
    const part = (from) => Math.round(parseInt(color.slice(from, from + 2), 16) * 0.6 + 255 * 0.4);
    return `rgb(${part(1)},${part(3)},${part(5)})`;
  }

  /** The way of an edge: it leaves and arrives upright, and runs along the gap between bands with the others. */
  function way({ from, to }, isTree) {
    if (isTree) {
      // It starts where the name of the upper document ends.
      const start = Math.min(to.x + to.r + 8 + breadth(short(to.label, TREE_NAME), LABEL), from.x - from.r - 14);
      const middle = (from.x - from.r + start) / 2;
      return [from.x - from.r - 1, from.y, middle, from.y, middle, to.y, start, to.y];
    }
    const high = Math.abs(from.y - to.y);
    if (high < 12) {
      const up = from.y - 14 - Math.min(40, Math.abs(from.x - to.x) / 14);
      return [from.x, from.y, from.x, up, to.x, up, to.x, to.y];
    }
    if (Math.abs(from.x - to.x) < 12) {
      // In one column others may stand between the two: the edge bows around them.
      const side = Math.min(from.x, to.x) - 14 - Math.min(26, high / 12);
      return [from.x, from.y, side, from.y, side, to.y, to.x, to.y];
    }
    const middle = (from.y + to.y) / 2;
    const lane = Math.round((from.x + to.x) / 2 / 90) * 90;
    const pull = (x) => x + (lane - x) * 0.35;
    return [from.x, from.y, pull(from.x), middle, pull(to.x), middle, to.x, to.y];
  }

  /** Paints what of the scene is in the window on the canvas' context; `view` maps scene to pixels. */
  function canvas(pen, scene, view, size, chosen) {
    const colors = palette();
    pen.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    pen.fillStyle = colors.back;
    pen.fillRect(0, 0, size.wide, size.high);
    pen.setTransform(size.ratio * view.k, 0, 0, size.ratio * view.k, size.ratio * view.x, size.ratio * view.y);
    const window = { left: -view.x / view.k, top: -view.y / view.k, right: (size.wide - view.x) / view.k, bottom: (size.high - view.y) / view.k };
    // The layer is larger than what is seen: names stand where the reader sees them.
    const seen = { left: (size.inset.x - view.x) / view.k, top: (size.inset.y - view.y) / view.k };
    bands(pen, scene, window, seen, colors, view.k);
    edges(pen, scene, window, colors, view.k, chosen);
    nodes(pen, scene, window, colors, view.k, chosen);
  }

  function bands(pen, scene, window, seen, colors, k) {
    pen.font = `${12 / k}px system-ui, sans-serif`;
    for (const band of scene.bands) {
      pen.fillStyle = colors.band;
      pen.fillRect(window.left, band.y - 2, window.right - window.left, band.high);
      pen.fillStyle = colors.soft;
      pen.fillText(Parts.levelName(band.level), seen.left + 8 / k, band.y + 12 / k);
    }
    pen.textAlign = 'center';
    let before = -Infinity;
    for (const tick of scene.ticks) {
      if ((tick.x - before) * k < 46) continue;
      before = tick.x;
      pen.fillText(tick.name, tick.x, seen.top + 14 / k);
    }
    pen.textAlign = 'left';
  }

  function edges(pen, scene, window, colors, k, chosen) {
    const strokes = Bundle.strokes(scene, window, k);
    const byLook = new Map();
    for (const it of strokes) {
      const key = `${it.edge.color} ${it.edge.isFaint} ${it.wide.toFixed(1)} ${it.alpha}`;
      if (!byLook.has(key)) byLook.set(key, []);
      byLook.get(key).push(it);
    }
    for (const of of byLook.values()) {
      const [{ edge, wide, alpha }] = of;
      pen.strokeStyle = toned(edge.color, colors);
      pen.globalAlpha = alpha * (chosen ? 0.4 : 1);
      pen.lineWidth = wide;
      pen.setLineDash(edge.isFaint ? [4 / k, 3 / k] : []);
      pen.beginPath();
      for (const it of of) trace(pen, it.edge, scene.isTree);
      pen.stroke();
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
    if (!chosen) return;
    pen.lineWidth = 1.8 / Math.max(0.6, k);
    for (const edge of scene.edges) {
      if (edge.from !== chosen && edge.to !== chosen) continue;
      pen.strokeStyle = toned(edge.color, colors);
      pen.beginPath();
      trace(pen, edge, scene.isTree);
      pen.stroke();
    }
  }

  function trace(pen, edge, isTree) {
    const [x, y, a, b, c, d, e, f] = edge.way ??= way(edge, isTree);
    pen.moveTo(x, y);
    pen.bezierCurveTo(a, b, c, d, e, f);
  }

  function nodes(pen, scene, window, colors, k, chosen) {
    const inside = scene.nodes.filter(({ x, y }) => x > window.left - 170 && x < window.right + 20 && y > window.top - 20 && y < window.bottom + 20);
    const small = scene.nodes.length > 2000 && k < 1.2;
    const byColor = new Map();
    for (const node of inside) {
      if (!byColor.has(node.color)) byColor.set(node.color, []);
      byColor.get(node.color).push(node);
    }
    for (const [color, of] of byColor) {
      pen.fillStyle = color;
      pen.beginPath();
      for (const node of of) {
        if (small) pen.rect(node.x - node.r * 0.85, node.y - node.r * 0.85, node.r * 1.7, node.r * 1.7);
        else {
          pen.moveTo(node.x + node.r, node.y);
          pen.arc(node.x, node.y, node.r, 0, 2 * Math.PI);
        }
      }
      pen.fill();
    }
    for (const node of inside.filter((it) => it.isCenter || it === chosen)) {
      pen.strokeStyle = colors.mark;
      pen.lineWidth = 2.5 / k;
      pen.beginPath();
      pen.arc(node.x, node.y, node.r + 4 / k, 0, 2 * Math.PI);
      pen.stroke();
    }
    labels(pen, scene, inside, colors, k, chosen);
  }

  /** The labels that find room, with their text and size: where two would touch, the weightier document gets its own. */
  function labelsOf(scene, inside, k, chosen) {
    const size = scene.isFew ? LABEL : LABEL / Math.max(k, 0.2);
    const nameOf = (node) => ({ node, size, text: short(node.label, scene.isTree ? TREE_NAME : scene.isFew ? 12 : 14) });
    if (scene.isFew) return inside.map(nameOf);
    const taken = new Map();
    const high = size * 1.25;
    const order = [...inside].sort((a, b) => b.r - a.r).slice(0, 500);
    return (chosen ? [chosen, ...order] : order).filter((node) => {
      const wide = Math.min(node.label.length, 14) * size;
      const row = Math.floor(node.y / high);
      const near = [row - 1, row, row + 1].flatMap((n) => taken.get(n) ?? []);
      if (near.some((it) => Math.abs(it.y - node.y) < high && node.x < it.x + it.wide && it.x < node.x + wide)) return false;
      taken.set(row, [...(taken.get(row) ?? []), { x: node.x, y: node.y, wide: wide + size }]);
      return true;
    }).map(nameOf);
  }

  function labels(pen, scene, inside, colors, k, chosen) {
    for (const { node, text, size } of labelsOf(scene, inside, k, chosen)) {
      pen.font = `${size}px system-ui, sans-serif`;
      pen.fillStyle = node.isOver ? colors.soft : colors.ink;
      pen.fillText(text, node.x + node.r + 3, node.y + size / 3);
      if (node.isOver) pen.fillRect(node.x + node.r + 3, node.y - size * 0.05, pen.measureText(text).width, Math.max(0.5, size / 14));
    }
  }

  /** What of the scene is in the window, as an SVG element. */
  function svg(scene, view, size) {
    const colors = palette();
    const box = [-view.x / view.k, -view.y / view.k, size.wide / view.k, size.high / view.k];
    const isIn = ({ x, y }) => x > box[0] - 170 && x < box[0] + box[2] + 20 && y > box[1] - 20 && y < box[1] + box[3] + 20;
    const seen = scene.nodes.filter(isIn);
    const made = s('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: box.map((it) => it.toFixed(1)).join(' '), width: Math.round(size.wide), height: Math.round(size.high), 'font-family': 'system-ui, sans-serif' }, s('rect', { x: box[0], y: box[1], width: box[2], height: box[3], fill: colors.back }));
    made.append(...scene.bands.map((band) => s('g', {}, s('rect', { x: box[0], y: band.y - 2, width: box[2], height: band.high, fill: colors.band }), s('text', { x: box[0] + 8 / view.k, y: band.y + 12 / view.k, 'font-size': 12 / view.k, fill: colors.soft }, Parts.levelName(band.level)))));
    made.append(...scene.ticks.map((tick) => s('text', { x: tick.x, y: box[1] + 14 / view.k, 'font-size': 12 / view.k, 'text-anchor': 'middle', fill: colors.soft }, tick.name)));
    const window = { left: box[0], top: box[1], right: box[0] + box[2], bottom: box[1] + box[3] };
    for (const { edge, wide, alpha } of Bundle.strokes(scene, window, view.k)) {
      const [x, y, a, b, c, d, e, f] = (edge.way ??= way(edge, scene.isTree)).map((it) => it.toFixed(1));
      made.append(s('path', { d: `M${x} ${y}C${a} ${b} ${c} ${d} ${e} ${f}`, fill: 'none', stroke: toned(edge.color, colors), 'stroke-width': wide.toFixed(2), 'stroke-opacity': alpha, 'stroke-dasharray': edge.isFaint ? '4 3' : null }, edge.count ? s('title', {}, String(edge.count)) : null));
    }
    for (const node of seen) made.append(s('g', {}, s('title', {}, node.label), s('circle', { cx: node.x.toFixed(1), cy: node.y.toFixed(1), r: node.r.toFixed(1), fill: node.color })));
    for (const { node, text, size } of labelsOf(scene, seen, view.k, null)) made.append(s('text', { x: (node.x + node.r + 3).toFixed(1), y: (node.y + size / 3).toFixed(1), 'font-size': size.toFixed(1), fill: node.isOver ? colors.soft : colors.ink, 'text-decoration': node.isOver ? 'line-through' : null }, text));
    return made;
  }

  return { canvas, svg, way };
})();
