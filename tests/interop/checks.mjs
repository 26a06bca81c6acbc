// What must hold on every page, whatever the graph: each check looks at the page as a reader sees it and says what it counted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { go } from './browser.mjs';

/** A mark in a text leads to another document than the one read. */
async function marks(page) {
  const { count, wrong } = await page.evaluate(async () => {
    let count = 0;
    const wrong = [];
    for (const it of Model.documents.filter((it) => it.printings.length)) {
      const [{ file, first, last }] = it.printings;
      const text = await Texts.of(file);
      if (!text) continue;
      const area = document.createElement('div');
      area.append(...Reader.body({ file, text, at: null, first, last }, it).elements);
      for (const mark of area.querySelectorAll('a.ref')) {
        count++;
        if (mark.getAttribute('href') === Route.document(it)) wrong.push(`${it.title}: ${mark.textContent}`);
      }
    }
    return { count, wrong };
  });
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${count} marks lead to the document they stand in`);
  return `${count} marks`;
}

/** The card of a mark tells of the other document, too. */
async function cards(page) {
  const read = await page.evaluate(() => {
    const link = Model.links.find(({ from, to, relation, evidence }) => relation.name === 'amends' && evidence.some((it) => to.printings.some((at) => at.file === it.file && at.first <= it.line && it.line <= at.last)) && from !== to);
    return link ? { title: link.to.title, address: Route.link('text', link.to.iri) } : null;
  });
  if (!read) return 'no note of an amendment';
  await go(page, read.address);
  for (const mark of await page.locator('article.text a.ref').all()) {
    await mark.focus();
    assert.ok(!(await page.locator('.tip strong').allInnerTexts()).includes(read.title), `a card names ${read.title}, which is read`);
  }
  return read.title;
}

/** Each bar of the overview counts what the list it opens holds. */
async function bars(page) {
  await go(page, '#/');
  while (await page.locator('.grid .bars + .more').count()) await page.locator('.grid .bars + .more').first().click();
  const found = await page.$$eval('.bars a', (all) => all.map((it) => ({ name: it.querySelector('.name').innerText, count: Number(it.querySelector('.count').innerText), address: it.getAttribute('href') })));
  const wrong = [];
  for (const { name, count, address } of found.slice(0, 120)) {
    await go(page, address);
    const listed = Number(/\d+/.exec(await page.innerText('main p[role=status]'))[0]);
    if (listed !== count) wrong.push(`${name}: ${count} counted, ${listed} listed`);
  }
  assert.deepEqual(wrong, []);
  return `${found.length} bars`;
}

/** Two wordings: columns of one width beside a narrow one, and on a telephone one below the other. */
async function beside(page) {
  const pair = await page.evaluate(() => {
    const held = (it) => it.printings.length && Texts.isThere;
    const wordings = Model.documents.map((it) => it.versions.filter(held)).find((all) => all.length > 1) ?? [];
    const link = Model.links.find(({ from, to }) => held(from) && held(to) && from !== to);
    const [a, b] = wordings.length ? wordings : [link.from, link.to];
    return Route.link('beside', a.iri, { with: b.iri });
  });
  await go(page, pair);
  const before = page.viewportSize();
  const boxes = () => page.locator('.pairs tbody tr:not(.alone):not(.same)').first().locator('th, td').evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).map(({ left, top, width }) => ({ left, top, width })));
  if (!(await page.locator('.pairs tr.differs').count())) return 'no two alike';
  const [name, left, right] = await boxes();
  assert.ok(name.width < 110 && Math.abs(left.width - right.width) < 2 && left.top === right.top, 'the two columns are not alike');
  await page.setViewportSize({ width: 390, height: 844 });
  const [, above, below] = await boxes();
  assert.ok(above.left === below.left && above.top < below.top && above.width > 330, 'the two do not stand one below the other');
  await page.setViewportSize(before);
  return `${Math.round(left.width)} px`;
}

/** The sentence of evidence ends where its paragraph does and is told near the words only. */
async function sentences(page) {
  const { count, wrong } = await page.evaluate(async () => {
    const wrong = [];
    const all = Model.evidence.filter((_, n) => n % Math.ceil(Model.evidence.length / 2000) === 0);
    for (const it of all) {
      const found = await Texts.sentence(it);
      if (!found) continue;
      const own = Array.from(found.words).length;
      if ([found.before, found.after].some((part) => Array.from(part).length > 61)) wrong.push(`${it.quote}: too long`);
      // Between the words and the ends of the sentence no line is a heading.
      const text = await Texts.of(it.file);
      const rest = `${text.slice(found.from, it.start)}\u0000${text.slice(it.end, found.to)}`;
      if (/\n\s*第[一二三四五六七八九十百]+[章节条]\s/u.test(rest)) wrong.push(`${it.quote}: runs into a heading`);
      if (own && !found.words) wrong.push(`${it.quote}: lost`);
    }
    return { count: all.length, wrong };
  });
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${count} sentences`);
  return `${count} sentences`;
}

/** In a group of relations the same sentence stands once. */
async function once(page) {
  const most = await page.evaluate(() => {
    const count = new Map();
    for (const { from, relation, evidence } of Model.links) if (evidence[0]) count.set(`${from.place} ${relation.place} ${evidence[0].line}`, (count.get(`${from.place} ${relation.place} ${evidence[0].line}`) ?? 0) + 1);
    const [key] = [...count].reduce((a, b) => (b[1] > a[1] ? b : a));
    return Route.document(Model.documents[Number(key.split(' ')[0])]);
  });
  await go(page, most);
  const twice = await page.$$eval('#lines details.group', (groups) => groups.flatMap((group) => {
    const told = [...group.querySelectorAll('blockquote:not(.again)')].map((it) => `${it.querySelector('q').innerText} ${it.querySelector('.place').innerText}`).filter((it) => it.length > 60);
    return told.filter((it, n) => told.indexOf(it) !== n);
  }));
  assert.deepEqual(twice.slice(0, 3), []);
  return `${await page.evaluate(() => document.documentElement.scrollHeight)} px high`;
}

/** States that follow each other differ, or are told as the amendments they are; what is absent takes one line. */
async function sheets(page) {
  const asked = await page.evaluate(() => {
    const all = Model.documents.filter((it) => it.life);
    const changes = (it) => it.life.course.filter((spell, n, course) => n && spell.state === course[n - 1].state).length;
    const most = all.reduce((a, b) => (changes(b) > changes(a) ? b : a));
    const bare = all.find((it) => it.stub && !Model.linksOf(it).out.length) ?? most;
    return { most: Route.document(most), bare: Route.document(bare), undated: Model.documents.filter((it) => !Model.dateOf(it) && (it.life?.members ?? []).some((one) => Model.dateOf(one))).length };
  });
  assert.equal(asked.undated, 0, 'a document has no date though what was issued with it has one');
  await go(page, asked.most);
  const rows = (await page.locator('.spells li').allInnerTexts()).map((it) => it.replace(/[\d-]{10}|起初/u, '').trim());
  rows.forEach((it, n) => assert.ok(it !== rows[n - 1] || /修正/u.test(it), `${it} twice`));
  await go(page, asked.bare);
  assert.equal(await page.locator('#upper, #lower .soft').count(), 0, 'a section says that there is nothing in it');
  assert.equal(await page.locator('a#open-text').count(), await page.evaluate(() => Number(!document.querySelector('span.button.off'))), 'a text that is not held can be opened');
  return `${rows.length} states`;
}

/** On a telephone: a lane whose words can be read, a list that shows the status, a header that leaves room. */
async function narrow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await go(page, await page.evaluate(() => Route.document(Model.documents.reduce((a, b) => (b.versions.length > a.versions.length || (b.versions.length === a.versions.length && b.in.length > a.in.length) ? b : a)))));
  await page.waitForTimeout(100);
  const lane = await page.locator('#lane svg.lane').first().evaluate((it) => it.getBoundingClientRect().width / it.viewBox.baseVal.width);
  assert.ok(lane > 0.95, `the lane is drawn at ${lane.toFixed(2)} of its size`);
  const header = await page.locator('.top').evaluate((it) => it.offsetHeight);
  assert.ok(header < 100, `the header is ${header} px high`);
  await go(page, '#/list');
  const badge = await page.locator('table.documents tbody .badge').first().boundingBox();
  assert.ok(badge.x >= 0 && badge.x + badge.width <= 390, 'the status of a document is out of sight');
  await page.setViewportSize(before);
  return `header ${header} px`;
}

/** The sheet of a document is one page of paper, even of those with the most versions. */
async function paper(page) {
  const asked = await page.evaluate(() => {
    const most = (size) => [...Model.documents].sort((a, b) => size(b) - size(a)).slice(0, 8);
    return [...new Set([...most((it) => it.versions.length), ...most(Model.degree)])].map((it) => ({ title: it.title, address: Route.document(it) }));
  });
  const long = [];
  for (const { title, address } of asked) {
    await go(page, address);
    const pages = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
    if (pages > 1) long.push(`${title}: ${pages}`);
  }
  assert.deepEqual(long, []);
  return `${asked.length} sheets`;
}

/** The saved drawing of everything has names; no edge runs through a document that stands between its ends; a tree hangs each on one. */
async function drawing(page) {
  await go(page, '#/picture');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.stage-tools button').nth(3).click()]);
  const svg = readFileSync(await download.path(), 'utf8');
  const marks = await page.evaluate(() => {
    const { bands, ticks } = Place.scene(Choose.now(null));
    return bands.length + ticks.length;
  });
  const [edges, most] = await page.evaluate(() => [Place.scene(Choose.now(null)).edges.length, Bundle.MOST]);
  const paths = (svg.match(/<path/g) ?? []).length;
  assert.ok(edges > most ? paths < most : paths === edges, `${paths} lines for ${edges} edges`);
  const names = (svg.match(/<text/g) ?? []).length - marks;
  assert.ok(names > 10, `${names} names in the saved drawing`);
  const busiest = await page.evaluate(() => Model.documents.reduce((a, b) => (Model.reach(b, false, ['rests']).size > Model.reach(a, false, ['rests']).size ? b : a)).iri);
  await go(page, `#/picture/${busiest}?mode=tree`);
  const tree = await page.evaluate((iri) => {
    const { documents, links } = Choose.now(Model.find(iri));
    return [documents.length - 1, links.length];
  }, busiest);
  assert.equal(tree[0], tree[1], 'a tree with other edges than its own');
  await go(page, `#/picture/${busiest}?mode=near&across=layer`);
  const crossed = await page.evaluate((iri) => {
    const { nodes, edges } = Place.scene(Choose.now(Model.find(iri)));
    const at = (a, b, c, d, u) => (1 - u) ** 3 * a + 3 * (1 - u) ** 2 * u * b + 3 * (1 - u) * u ** 2 * c + u ** 3 * d;
    let found = 0;
    for (const edge of edges.filter(({ from, to }) => Math.abs(from.x - to.x) < 12)) {
      const [x, y, a, b, c, d, e, f] = Paint.way(edge, false);
      const between = nodes.filter((node) => node !== edge.from && node !== edge.to && Math.abs(node.x - edge.from.x) < 12);
      for (const u of [0.2, 0.35, 0.5, 0.65, 0.8]) found += between.filter((node) => Math.hypot(at(x, a, c, e, u) - node.x, at(y, b, d, f, u) - node.y) < node.r).length;
    }
    return found;
  }, busiest);
  assert.equal(crossed, 0, 'edges run through documents of their column');
  return `${edges} edges as ${paths} lines, ${names} names, a tree of ${tree[1]}`;
}

/** Among so many bodies some have a short name. */
const MANY_MAKERS = 12;

/** Short names of bodies find what they issued, and beside an exact hit nothing only similar is offered. */
async function finding(page) {
  const found = await page.evaluate(() => {
    const named = Model.data.issuers.map((name, n) => ({ name, short: Model.data.issuer_names?.[n]?.at(-1) })).filter(({ short }) => short);
    const lost = named.filter(({ name, short }) => !Find.find(short, 0).some(({ it }) => it.issuers.includes(name)));
    const beside = Model.documents.slice(0, 200).filter((it) => it.title.length > 4 && Find.find(it.title, 0).some(({ isLike }) => isLike));
    return { count: named.length, makers: Model.data.issuers.length, lost: lost.map(({ short }) => short), beside: beside.map((it) => it.title) };
  });
  // A graph of few makers may name none by a short name.
  assert.ok(found.count > 0 || found.makers < MANY_MAKERS, `no short name of ${found.makers} bodies`);
  assert.deepEqual(found.lost, []);
  assert.deepEqual(found.beside.slice(0, 3), []);
  return `${found.count} short names`;
}

/** In Chinese no canned question of a server has a head or a value in English, and each answers by itself. */
export async function questions(page) {
  const names = await page.evaluate(() => Model.questions.map((it) => it.name));
  const wrong = [];
  let rows = 0;
  for (const name of names) {
    await go(page, `#/ask/${name}`);
    await page.waitForFunction(() => document.querySelector('#answer-table, .trouble, #said') && !/…$/u.test(document.querySelector('#said')?.innerText ?? ''));
    const found = await page.evaluate(() => {
      const texts = (what) => [...document.querySelectorAll(what)].map((it) => it.innerText.trim());
      const cells = [...document.querySelectorAll('#answer-table td')].slice(0, 3000).map((it) => it.innerText.trim());
      const latin = texts('#answer-table th, main h1, form.ask label > span').filter((it) => !/\p{Script=Han}/u.test(it));
      return { latin, trouble: texts('.trouble'), raw: cells.filter((it) => /^[a-z][a-z -]*$/u.test(it) || /^[a-z]+:\p{Script=Han}/u.test(it)), rows: document.querySelectorAll('#answer-table tbody tr').length, bent: [...document.querySelectorAll('#answer-table td.day')].filter((it) => getComputedStyle(it).whiteSpace !== 'nowrap').length };
    });
    rows += found.rows;
    for (const key of ['latin', 'trouble', 'raw']) if (found[key].length) wrong.push(`${name}: ${[...new Set(found[key])].slice(0, 4).join(', ')}`);
    if (found.bent) wrong.push(`${name}: a day may wrap`);
  }
  assert.deepEqual(wrong, []);
  return `${names.length} questions, ${rows} rows`;
}

const CHECKS = { marks, cards, bars, beside, sentences, once, sheets, narrow, paper, drawing, finding };

/** Runs the checks on an open page. */
export async function check(page, names = Object.keys(CHECKS)) {
  const said = [];
  for (const name of names) said.push(`${name}: ${await CHECKS[name](page)}`);
  return said;
}
