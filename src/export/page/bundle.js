// Edges as they are painted: one by one while they can be told apart, else as ribbons between bands and spans of time, as broad as they are many.
const Bundle = (() => {
  const MOST = 1500;
  const SPANS = 14;
  const BROADEST = 16;

  /** One ribbon for the edges of a kind from one band and span of time to another. */
  function ribbons(scene) {
    const right = scene.nodes.reduce((most, { x }) => Math.max(most, x), 1);
    const bandOf = ({ y }) => scene.bands.findLastIndex((band) => band.y - 2 <= y);
    const spanOf = ({ x }) => (x <= 0 ? -1 : Math.min(SPANS - 1, Math.floor(x / right * SPANS)));
    const bundles = new Map();
    for (const { from, to, color, isFaint } of scene.edges) {
      const ends = [bandOf(from), spanOf(from), bandOf(to), spanOf(to)];
      const key = `${ends} ${color}`;
      const bundle = bundles.get(key) ?? { ends, color, isFaint, count: 0, from: 0, to: 0 };
      bundle.count++;
      bundle.from += from.x;
      bundle.to += to.x;
      bundles.set(key, bundle);
    }
    // A ribbon leaves a band where it turns to the other; within a band it goes from side to side.
    const edgeOf = (band, isDown) => scene.bands[band].y + (isDown ? scene.bands[band].high - 4 : 0);
    return [...bundles.values()].sort((a, b) => b.count - a.count).map(({ ends: [a, , b], color, count, from, to }) => {
      const [start, end] = [from / count, to / count];
      const near = a === b && Math.abs(start - end) < 12 ? 12 : 0;
      return { from: { x: start - near, y: edgeOf(a, b > a) }, to: { x: end + near, y: edgeOf(b, a > b) }, color, isFaint: false, count };
    });
  }

  /** What is painted of a scene in a window: edges, or ribbons, each with its breadth and strength. */
  function strokes(scene, window, k) {
    const isSeen = ({ from, to }) => Math.max(from.x, to.x) >= window.left && Math.min(from.x, to.x) <= window.right && Math.max(from.y, to.y) >= window.top && Math.min(from.y, to.y) <= window.bottom;
    const seen = scene.edges.filter(isSeen);
    if (seen.length <= MOST || !scene.bands.length) return seen.map((edge) => ({ edge, wide: 1.1 / Math.max(0.6, k), alpha: edge.isFaint ? 0.35 : 0.5 }));
    scene.ribbons ??= ribbons(scene);
    const most = scene.ribbons[0].count;
    return scene.ribbons.filter(isSeen).map((edge) => ({ edge, wide: Math.max(0.6, BROADEST * edge.count / most) / Math.max(0.3, k), alpha: 0.55 }));
  }

  return { strokes, ribbons, MOST };
})();
