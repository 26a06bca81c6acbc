// The graph in memory: documents, links, evidence and states, and the ways between them.
const Model = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);

  const rows = (table, columns) => table.map((row, place) => {
    const it = { place };
    columns.forEach((name, n) => (it[name] = row[n]));
    return it;
  });
  const levels = data.levels.map(([zh, en, color, rank], place) => ({ place, zh, en, color, rank }));
  const relations = data.relations.map(([name, label, color, effect], place) => ({ place, name, label, color, effect }));
  const evidence = rows(data.evidence, data.columns.evidence);
  const documents = rows(data.documents, data.columns.documents);
  const links = rows(data.links, data.columns.links);
  const lives = data.lives.map((spells) => {
    const [now, ...course] = rows(spells, data.columns.spells);
    return { now, course, members: [] };
  });
  const byIri = new Map();
  /** Versions, which stand beside each other but have no page of their own. */
  const sides = new Map();

  for (const it of documents) {
    it.iri = /^[a-z][a-z0-9+.-]*:/iu.test(it.iri) ? it.iri : data.base + it.iri;
    it.stub = Boolean(it.stub);
    it.issuers = it.issuers.map((n) => data.issuers[n]);
    it.level = it.level === null ? null : levels[it.level];
    it.out = [];
    it.in = [];
    it.life = lives[it.life];
    it.life?.members.push(it);
    byIri.set(it.iri, it);
  }
  for (const link of links) {
    link.relation = relations[link.relation];
    link.from = documents[link.from];
    link.to = documents[link.to];
    link.evidence = link.evidence.map((n) => evidence[n]);
    for (const it of link.evidence) (it.links ??= []).push(link);
    link.from.out.push(link);
    link.to.in.push(link);
  }
  for (const spell of lives.flatMap((life) => [life.now, ...life.course])) {
    spell.by = spell.by.map((n) => documents[n]);
    spell.evidence = spell.evidence.map((n) => evidence[n]);
  }
  // What a browser may open: a graph of others may name any address.
  const opened = (url) => (/^(?:https?|file):\/\//iu.test(url ?? '') ? url : null);
  const files = data.files.map(([name, path, url], place) => ({ place, name, path, url: opened(url), short: path.split('/').pop() || name, printings: [], evidence: [] }));
  for (const it of documents) {
    it.printings = it.printings.map(([file, first, last]) => ({ file: files[file], first, last, document: it }));
    for (const printing of it.printings) printing.file.printings.push(printing);
    for (const name of Object.keys(it.facts)) it.facts[name] = evidence[it.facts[name]];
  }
  // A version is shown as its document is, with its own day and its own printings.
  for (const it of documents) {
    it.versions = rows(it.versions, data.columns.versions).map((version) => {
      const iri = /^[a-z][a-z0-9+.-]*:/iu.test(version.iri) ? version.iri : data.base + version.iri;
      const printings = version.printings.map(([file, first, last]) => ({ file: files[file], first, last, document: it }));
      const told = version.evidence === null ? [] : [evidence[version.evidence]];
      const made = Object.assign(Object.create(it), { iri, printings, dated: version.date, work: it, made: { ...version, evidence: told } });
      sides.set(iri, made);
      return made;
    });
  }
  for (const it of evidence) {
    it.file = files[it.file];
    it.file.evidence.push(it);
  }

  /** The year a number is of: 〔2019〕, [2019], (2019), 2019年第3号. */
  function yearOfNumber(it) {
    const found = /[〔[（(]((?:19|20)\d{2})年?[〕\]）)]|((?:19|20)\d{2})年第/u.exec(it.number ?? it.under ?? '');
    return found?.[1] ?? found?.[2] ?? null;
  }
  const firstOf = (it, name) => it.life?.members.map((member) => member[name]).find(Boolean);
  /** The day of a document, else of what was issued with it as one; where none is told, the year of its number alone. */
  const dateOf = (it) => it.dated ?? it.effective ?? firstOf(it, 'dated') ?? firstOf(it, 'effective') ?? yearOfNumber(it);
  const yearOf = (it) => dateOf(it)?.slice(0, 4) ?? null;
  const degree = (it) => it.out.length + it.in.length;
  const isInside = (link) => link.from.life && link.from.life === link.to.life;

  /** The documents reached over links of these effects, each with its distance. */
  function reach(start, isUp, effects, most = Infinity) {
    const seen = new Map([[start, 0]]);
    let border = [...(start.life?.members ?? [start])];
    border.forEach((it) => seen.set(it, 0));
    for (let far = 1; border.length && far <= most; far++) {
      const next = [];
      for (const it of border) {
        for (const link of isUp ? it.out : it.in) {
          const other = isUp ? link.to : link.from;
          if (!effects.includes(link.relation.effect) || seen.has(other)) continue;
          seen.set(other, far);
          next.push(other);
        }
      }
      border = next;
    }
    for (const [it, far] of seen) if (far === 0) seen.delete(it);
    return seen;
  }

  return {
    data, levels, relations, evidence, documents, links, lives, files, dateOf, yearOf, degree, isInside, reach,
    horizon: data.horizon,
    states: data.states.map(([name, label], place) => ({ place, name, label })),
    rules: data.rules.map(([name, law]) => ({ name, law })),
    bases: data.bases,
    isServed: data.questions !== null,
    questions: data.questions ?? [],
    find: (iri) => byIri.get(iri) ?? null,
    /** A document, or one version of it. */
    side: (iri) => byIri.get(iri) ?? sides.get(iri) ?? null,
    /** What tells a document from others of its title. */
    numberOf: (it) => it.number ?? it.under ?? '',
    /** Every link of a document and of what was issued with it as one. */
    linksOf(it) {
      const members = it.life?.members ?? [it];
      const pick = (side) => members.flatMap((member) => member[side]).filter((link) => !isInside(link));
      return { out: pick('out'), in: pick('in') };
    },
  };
})();
