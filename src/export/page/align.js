// Matching the articles of two texts by their words, and the differences between two that match.
const Align = (() => {
  const pairsOf = (text) => {
    const found = new Map();
    for (let n = 0; n + 1 < text.length; n++) {
      const pair = text.slice(n, n + 2);
      found.set(pair, (found.get(pair) ?? 0) + 1);
    }
    return found;
  };

  /** How alike two texts are, from 0 to 1: the share of their pairs of characters (Dice). */
  function likeness(a, b) {
    let shared = 0;
    for (const [pair, n] of a.pairs) shared += Math.min(n, b.pairs.get(pair) ?? 0);
    return 2 * shared / Math.max(1, a.words.length + b.words.length - 2);
  }

  /** The articles in a list of paragraphs; what stands before the first is an article without a name. */
  function articles(paragraphs, wordsOf) {
    const found = [];
    for (const it of paragraphs) {
      const words = Dom.joined(wordsOf(it));
      const name = Reader.ARTICLE.exec(words)?.[1] ?? null;
      if (name || !found.length) found.push({ name, words: name ? words.slice(name.length).trim() : words });
      else found.at(-1).words += '\n' + words;
    }
    for (const it of found) it.pairs = pairsOf(it.words);
    return found;
  }

  /** Rows of two lists in order: those that match stand beside each other (an alignment of the greatest likeness). */
  function rows(left, right) {
    const [n, m] = [left.length, right.length];
    const best = Array.from({ length: n + 1 }, () => new Float32Array(m + 1));
    const alike = left.map((a) => right.map((b) => {
      const value = likeness(a, b);
      return value >= 0.35 ? value : 0;
    }));
    for (let a = n - 1; a >= 0; a--) {
      for (let b = m - 1; b >= 0; b--) best[a][b] = Math.max(best[a + 1][b], best[a][b + 1], alike[a][b] ? alike[a][b] + best[a + 1][b + 1] : 0);
    }
    const found = [];
    let [a, b] = [0, 0];
    while (a < n || b < m) {
      if (a < n && b < m && alike[a][b] && best[a][b] === alike[a][b] + best[a + 1][b + 1] || (a < n && b < m && alike[a][b] && Math.abs(best[a][b] - alike[a][b] - best[a + 1][b + 1]) < 1e-5)) found.push([left[a++], right[b++]]);
      else if (b >= m || (a < n && best[a + 1][b] >= best[a][b + 1])) found.push([left[a++], null]);
      else found.push([null, right[b++]]);
    }
    return found;
  }

  /** The pieces of two texts: what is in both, and what is in one only; by the longest common subsequence of characters. */
  function differences(a, b) {
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    const [left, right] = [[], []];
    const add = (side, text, isSame) => {
      if (!text) return;
      if (side.at(-1)?.isSame === isSame) side.at(-1).text += text;
      else side.push({ text, isSame });
    };
    const both = (text) => (add(left, text, true), add(right, text, true));
    both(a.slice(0, start));
    if (x.length * y.length > 4e6) {
      add(left, x, false);
      add(right, y, false);
    } else {
      const width = y.length + 1;
      const table = new Uint16Array((x.length + 1) * width);
      for (let i = x.length - 1; i >= 0; i--) {
        for (let j = y.length - 1; j >= 0; j--) table[i * width + j] = x[i] === y[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
      }
      let [i, j] = [0, 0];
      while (i < x.length && j < y.length) {
        if (x[i] === y[j]) {
          both(x[i]);
          i++;
          j++;
        } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) add(left, x[i++], false);
        else add(right, y[j++], false);
      }
      add(left, x.slice(i), false);
      add(right, y.slice(j), false);
    }
    both(a.slice(a.length - end));
    return [left, right];
  }

  return { articles, rows, differences, likeness };
})();
