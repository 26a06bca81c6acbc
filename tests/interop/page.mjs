// Opens the HTML export in headless Chromium and uses it as a reader would: search a number, follow a repeal to its evidence, filter, change the language.
//
// Usage: node page.mjs ZHENGTU OUT GRAPH.nq [GRAPH.nq …]
// Installs what is missing: Chromium and a Chinese font from Debian, playwright-core from npm into $ZHENGTU_INTEROP (or OUT). Leaves screenshots in OUT.
// No request may leave the page, no error may be logged, and no title may become script.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';

const [zhengtu, out, ...graphs] = process.argv.slice(2).map((it) => resolve(it));
const home = resolve(process.env.ZHENGTU_INTEROP ?? out);
const SLOWEST = 2000;

function sh(command, ...args) {
  return execFileSync(command, args, { encoding: 'utf8', cwd: home, maxBuffer: 1 << 28 });
}

function install() {
  mkdirSync(home, { recursive: true });
  mkdirSync(out, { recursive: true });
  const missing = [];
  if (!existsSync('/usr/bin/chromium')) missing.push('chromium');
  if (!existsSync('/usr/bin/fc-list') || !sh('fc-list', ':lang=zh', 'file').trim()) missing.push('fontconfig', 'fonts-wqy-microhei');
  if (missing.length) {
    const root = process.getuid() === 0 ? [] : ['sudo'];
    const apt = (...args) => sh(...root, 'apt-get', ...args);
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  }
  if (!existsSync(join(home, 'package.json'))) writeFileSync(join(home, 'package.json'), '{"private": true}');
  for (const name of ['playwright-core', 'mermaid']) {
    if (!existsSync(join(home, 'node_modules', name))) sh('npm', 'install', '--silent', '--no-audit', '--no-fund', name);
  }
  return createRequire(join(home, 'package.json'))('playwright-core');
}

const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function withBrowser(chromium, options, use) {
  const profile = join(out, 'profile');
  rmSync(profile, { recursive: true, force: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox', ...quiet], viewport: { width: 1360, height: 850 }, locale: 'zh-CN', ...options,
  });
  try {
    await use(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A page with the file, and what went wrong in it. */
async function open(context, file) {
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', (dialog) => (troubles.push('a dialog: ' + dialog.message()), dialog.dismiss()));
  page.on('request', (request) => request.url() !== pathToFileURL(file).href && troubles.push('a request: ' + request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  const ready = Number(await page.getAttribute('html', 'data-ready'));
  return { page, troubles, ready };
}

/** How many colours the drawing has, at every fifth point. */
const colours = (page) => page.evaluate(() => {
  const map = document.getElementById('map');
  const pixels = map.getContext('2d').getImageData(0, 0, map.width, map.height).data;
  const seen = new Set();
  for (let i = 0; i < pixels.length; i += 20) seen.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  return seen.size;
});

const count = async (page) => (await page.textContent('#count')).match(/\d+/g).map(Number);

async function search(page, text) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.fill('#search', text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#card h2');
}

async function check(chromium, graph) {
  const name = basename(graph, '.nq');
  const file = join(out, `${name}.html`);
  sh(zhengtu, 'export', '-g', graph, '-o', file);
  const data = JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json'));
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles, ready } = await open(context, file);
    assert.deepEqual(await count(page), [data.nodes.length, data.edges.length]);
    assert.ok(await colours(page) > 20, 'the drawing is empty');
    assert.ok(ready < SLOWEST, `ready after ${ready} ms`);
    await page.screenshot({ path: join(out, `${name}-all.png`) });

    // A repeal and its evidence, from the number of the document that repeals.
    const ends = new Set(['repeals', 'repealsPartOf', 'replaces', 'invalidates']);
    const repeal = data.edges.find((edge) => ends.has(edge.interaction) && edge.evidence && byId.get(edge.source).number);
    assert.ok(repeal, 'the graph has no repeal with evidence');
    const [from, to] = [byId.get(repeal.source), byId.get(repeal.target)];
    await search(page, from.number.replace('〔', '[').replace('〕', ']'));
    const squeeze = (text) => text.replace(/\s/g, '');
    const card = squeeze(await page.innerText('#card'));
    for (const text of [from.title, from.number, from.date, repeal.label, to.title, repeal.quote, repeal.evidence[0]].filter(Boolean)) {
      assert.ok(card.includes(squeeze(text)), `the card of ${from.number} lacks ${text}`);
    }
    await page.screenshot({ path: join(out, `${name}-card.png`) });
    const quote = page.locator('#card li', { hasText: repeal.evidence[0] }).filter({ hasText: to.title }).first();
    await quote.locator('button.go').first().click();
    assert.equal(await page.innerText('#card h2'), to.title);
    assert.ok((await page.innerText('#card')).includes(from.title), 'the way back is missing');

    // By title, with arrow keys; closing; the address remembers.
    await page.fill('#search', from.title.slice(0, 12));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    assert.ok(await page.locator('#results [aria-selected=true]').count() === 1);
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#n\d+$/);
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#card').isHidden());

    // Filters: only one relation; one body; a time; and back.
    const boxes = page.locator('#relations input');
    for (let n = 1; n < await boxes.count(); n++) await boxes.nth(n).uncheck();
    const first = await page.locator('#relations label').first().innerText();
    const label = first.replace(/\d+$/, '').trim();
    assert.equal((await count(page))[1], data.edges.filter((edge) => edge.label === label).length);
    await page.click('#reset');
    const body = data.nodes.find((node) => node.issuers)?.issuers[0];
    await page.selectOption('#agency', body);
    assert.equal((await count(page))[0], data.nodes.filter((node) => node.issuers?.includes(body)).length);
    await page.click('#reset');
    const dates = data.nodes.map((node) => node.date).filter(Boolean).sort();
    const middle = dates[dates.length >> 1];
    await page.evaluate((day) => {
      const slider = document.getElementById('to');
      slider.value = String(Date.parse(day + 'T00:00:00Z') / 864e5);
      slider.dispatchEvent(new Event('input'));
    }, middle);
    await page.uncheck('#undated');
    assert.equal((await count(page))[0], dates.filter((date) => date <= middle).length);
    await page.click('#reset');
    assert.deepEqual(await count(page), [data.nodes.length, data.edges.length]);

    // The wheel, the hand, a click on the drawing where the busiest document is.
    const box = await page.locator('#map').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let n = 0; n < 5; n++) await page.mouse.wheel(0, -300);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2 + 40, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(out, `${name}-near.png`) });
    const busiest = data.nodes.reduce((a, b) => (b.degree > a.degree ? b : a));
    await search(page, busiest.title);
    await page.keyboard.press('Escape');
    const map = await page.locator('#map').boundingBox();
    let hit = false;
    for (const [dx, dy] of [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]]) {
      await page.mouse.click(map.x + map.width / 2 + dx, map.y + map.height / 2 + dy);
      hit ||= await page.locator('#card').isVisible();
    }
    assert.ok(hit, 'a click on a document shows nothing');

    await page.click('#lang');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.match(await page.innerText('#panel'), /documents, \d+ links/);
    await page.screenshot({ path: join(out, `${name}-english.png`) });
    writeFileSync(join(out, `${name}.pdf`), await page.pdf({ landscape: true, format: 'A4' }));
    assert.deepEqual(troubles, []);
    console.log(`${name}: ${data.nodes.length} documents, ${data.edges.length} links, ready after ${ready} ms; `
      + `${from.number} ${repeal.label} 《${to.title}》 (${repeal.evidence[0]})`);
  });
  await withBrowser(chromium, { colorScheme: 'dark', locale: 'en-GB', viewport: { width: 700, height: 900 } }, async (context) => {
    const { page, troubles } = await open(context, file);
    await search(page, data.nodes.reduce((a, b) => (b.degree > a.degree ? b : a)).title);
    await page.screenshot({ path: join(out, `${name}-dark.png`) });
    assert.deepEqual(troubles, []);
  });
}

/** A server of the graph, and the address of its page. */
async function serve(graph) {
  const child = spawn(zhengtu, ['serve', '-g', graph, '--bind', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (data) => ((text += data), /http:\/\/\S+/.test(text) && done(text)));
    child.on('exit', () => fail(new Error('the server ended: ' + text)));
  });
  return { child, address: /http:\/\/[^/\s]+/.exec(said)[0] };
}

async function stop(child) {
  const ended = new Promise((done) => child.on('exit', (code) => done(code)));
  child.kill('SIGTERM');
  assert.equal(await ended, 0, 'the server did not stop in peace');
}

/** The page of a server: a number is searched, a repeal followed to its evidence, queries asked and their answers seen as table and as graph. */
async function live(chromium, graph) {
  const name = basename(graph, '.nq');
  const data = JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json'));
  const { child, address } = await serve(graph);
  await withBrowser(chromium, {}, async (context) => {
    const page = await context.newPage();
    const troubles = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('request', (request) => request.url().startsWith(address) || troubles.push('a request: ' + request.url()));
    const begun = Date.now();
    await page.goto(address + '/');
    await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
    const loaded = Date.now() - begun;
    assert.ok(loaded < SLOWEST, `loaded after ${loaded} ms`);
    assert.deepEqual(await count(page), [data.nodes.length, data.edges.length]);
    const repeal = data.edges.find((edge) => edge.interaction === 'repeals' && edge.evidence && data.nodes.find((it) => it.id === edge.source).number);
    const [from, to] = [repeal.source, repeal.target].map((id) => data.nodes.find((it) => it.id === id));
    await search(page, from.number);
    const quote = page.locator('#card li', { hasText: repeal.evidence[0] }).filter({ hasText: to.title }).first();
    assert.ok((await quote.innerText()).includes(repeal.evidence[0]));

    await page.click('#ask');
    const run = async () => {
      await page.click('#run');
      await page.waitForFunction(() => !document.getElementById('run').disabled);
      return page.innerText('#said');
    };
    await page.fill('#sparql', 'SELECT ?a ?b WHERE { ?a eli:repeals ?b . ?a a zt:Document . ?b a zt:Document }');
    const rows = Number(/\d+/.exec(await run())[0]);
    const repeals = new Set(data.edges.filter((edge) => edge.interaction === 'repeals').map((edge) => edge.source + ' ' + edge.target));
    assert.equal(rows, repeals.size);
    assert.equal(await page.locator('#answer-table td').count(), 2 * rows);
    await page.screenshot({ path: join(out, `${name}-table.png`) });
    await page.locator('#answer-table button.go').first().click();
    assert.ok(await page.locator('#card h2').isVisible(), 'a row does not lead to its card');
    await page.click('#as-graph');
    assert.ok(await page.evaluate(() => {
      const map = document.getElementById('answer-graph');
      return new Set(new Uint32Array(map.getContext('2d').getImageData(0, 0, map.width, map.height).data.buffer)).size > 10;
    }), 'the answer is not drawn');
    assert.ok((await page.getAttribute('#answer-graph', 'aria-label')).length > 10);
    await page.screenshot({ path: join(out, `${name}-answer.png`) });
    await page.fill('#sparql', 'CONSTRUCT WHERE { ?a eli:repeals ?b }');
    assert.match(await run(), /^\d+/);
    await page.fill('#sparql', 'ASK { ?a eli:repeals ?b }');
    assert.match(await run(), /是/);

    // A canned question about the document whose card is open.
    await search(page, to.title);
    await page.selectOption('#question', 'where-it-says-so');
    await page.selectOption('#question', 'history');
    assert.equal(await page.inputValue('#values input'), to.iri);
    assert.match(await run(), /^[1-9]/);
    assert.deepEqual(troubles, []);

    // A query with a fault is answered in words; the browser notes the refusal, nothing else.
    await page.selectOption('#question', '');
    await page.fill('#sparql', 'SELECT nonsense <img src=x onerror=alert(1)>');
    assert.match(await run(), /nonsense/);
    assert.equal(await page.locator('img').count(), 0);
    assert.ok(troubles.every((it) => it.includes('400')), troubles.join());

    // From the address of a document along its links.
    await page.goto(`${address}/resource?iri=${encodeURIComponent(from.iri)}`);
    assert.equal(await page.innerText('h1'), from.title);
    assert.ok((await page.innerText('main')).replace(/\s/g, '').includes(repeal.quote.replace(/\s/g, '')));
    await page.screenshot({ path: join(out, `${name}-document.png`) });
    await page.locator('li a').first().click();
    await page.waitForLoadState();
    assert.ok((await page.innerText('main')).includes('被提到'));
    console.log(`${name}: served page loaded after ${loaded} ms, ${rows} repeals as table and graph, ${from.number} → 《${to.title}》`);
  });
  await stop(child);
}

/** Provisions, agencies and references on the page: a legend, a card, and they follow the documents that filters leave. */
async function beside(chromium, graph) {
  const options = ['--with', 'provisions,agencies,references'];
  const file = join(out, `${basename(graph, '.nq')}-beside.html`);
  sh(zhengtu, 'export', '-g', graph, '-o', file, ...options);
  const data = JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json', ...options));
  const of = (kind) => data.nodes.filter((node) => node.kind === kind);
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles } = await open(context, file);
    assert.deepEqual(await count(page), [data.nodes.length, data.edges.length]);
    const legend = await page.innerText('#levels');
    for (const [kind, label] of [['provision', '条款'], ['agency', '机关'], ['reference', '引文']]) {
      assert.match(legend, new RegExp(`${label}\\s*${of(kind).length}`));
      await page.locator('#levels label', { hasText: label }).locator('input').uncheck();
    }
    const links = data.edges.filter((edge) => [edge.source, edge.target].every((end) => of('document').some((node) => node.id === end)));
    assert.deepEqual(await count(page), [of('document').length, links.length]);
    await page.click('#reset');
    const squeeze = (text) => text.replace(/\s/g, '');
    const quoted = of('reference').find((node) => node.quote);
    for (const node of [of('agency')[0], of('provision')[0], quoted]) {
      await search(page, node.title);
      const card = squeeze(await page.innerText('#card'));
      for (const text of [node.title, node.iri, node.quote ?? '']) assert.ok(card.includes(squeeze(text)), `the card of ${node.title} lacks ${text}`);
      await page.screenshot({ path: join(out, `${basename(graph, '.nq')}-${node.kind}.png`) });
    }
    // One body's documents, and of the other nodes those that touch them.
    const body = of('agency')[0];
    await page.keyboard.press('Escape');
    await page.selectOption('#agency', body.title);
    const chosen = new Set(of('document').filter((node) => node.issuers?.includes(body.title)).map((node) => node.id));
    const near = new Set(data.edges.filter((edge) => chosen.has(edge.source) || chosen.has(edge.target)).flatMap((edge) => [edge.source, edge.target]));
    assert.equal((await count(page))[0], data.nodes.filter((node) => chosen.has(node.id) || (node.kind !== 'document' && near.has(node.id))).length);
    await page.click('#lang');
    assert.match(await page.innerText('#panel'), /nodes, \d+ edges[^]*provision[^]*issued by/);
    assert.deepEqual(troubles, []);
  });
  console.log(`${basename(graph, '.nq')}: ${data.nodes.length} nodes of four kinds on the page`);
}

/** Titles and quotes that would like to be script. */
async function hostile(chromium) {
  const nasty = '</script><img src=x onerror=alert(1)><script>alert(2)</script>"\'&<!--';
  const [id, def] = ['https://w3id.org/zhengtu/id/', 'https://w3id.org/zhengtu/def#'];
  const quad = (s, p, o) => `<${s}> <${p}> ${o} <${id}src/0> .\n`;
  const literal = JSON.stringify(nasty);
  const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
  const text = [quad(id + 'act/a', type, `<${def}Document>`), quad(id + 'act/b', type, `<${def}Document>`),
    quad(id + 'act/a', 'http://purl.org/dc/terms/title', `${literal}@zh`), quad(id + 'act/b', 'http://purl.org/dc/terms/title', `${literal}@zh`),
    quad(id + 'act/a', 'http://data.europa.eu/eli/ontology#number', literal), quad(id + 'act/a', def + 'printedIssuer', literal),
    quad(id + 'act/a', 'http://data.europa.eu/eli/ontology#cites', `<${id}act/b>`)].join('');
  const [graph, file] = [join(out, 'hostile.nq'), join(out, 'hostile.html')];
  writeFileSync(graph, text);
  sh(zhengtu, 'export', '-g', graph, '-o', file);
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles } = await open(context, file);
    await search(page, 'onerror');
    assert.ok((await page.innerText('#card h2')).includes('<img src=x onerror=alert(1)>'));
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(troubles, []);
    // The policy itself: a script added to the page does not run, and nothing can be fetched.
    const blocked = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.broken = true';
      document.body.append(script);
      return [window.broken === undefined, await fetch('https://example.org/').then(() => false, () => true)];
    });
    assert.deepEqual(blocked, [true, true]);
  });
  const { child, address } = await serve(graph);
  await withBrowser(chromium, {}, async (context) => {
    const page = await context.newPage();
    const troubles = [];
    page.on('dialog', (dialog) => (troubles.push('a dialog: ' + dialog.message()), dialog.dismiss()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(address + '/');
    await page.waitForSelector('html[data-ready]');
    await page.click('#ask');
    await page.fill('#sparql', `SELECT ?d ?t (IRI("javascript:alert(1)") AS ?x) WHERE { ?d dcterms:title ?t }`);
    await page.click('#run');
    await page.waitForSelector('#answer-table td');
    assert.ok((await page.innerText('#answer-table')).includes('<img src=x onerror=alert(1)>'));
    await page.click('#as-graph');
    for (const path of ['/resource?iri=' + encodeURIComponent(id + 'act/a'), '/sparql?query=' + encodeURIComponent('SELECT * { ?d dcterms:title ?t }'), '/questions/facts?doc=' + encodeURIComponent(nasty)]) {
      await page.goto(address + path);
      assert.equal(await page.locator('img').count(), 0, path);
    }
    assert.deepEqual(troubles, []);
  });
  await stop(child);
  console.log('hostile titles stay text, and the policy holds');
}

/** Mermaid's own code draws the chart of the busiest document's surroundings, and the hostile one. */
async function mermaid(chromium, graph) {
  const data = JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json'));
  const busiest = data.nodes.reduce((a, b) => (b.degree > a.degree ? b : a));
  const charts = [
    [sh(zhengtu, 'export', '-g', graph, '--format', 'mermaid', '--around', busiest.iri),
      JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json', '--around', busiest.iri))],
    [sh(zhengtu, 'export', '-g', join(out, 'hostile.nq'), '--format', 'mermaid'), JSON.parse(sh(zhengtu, 'export', '-g', join(out, 'hostile.nq'), '--format', 'json'))],
  ];
  await withBrowser(chromium, {}, async (context) => {
    const page = await context.newPage();
    await page.setContent('<body></body>');
    await page.addScriptTag({ content: readFileSync(join(home, 'node_modules/mermaid/dist/mermaid.min.js'), 'utf8') });
    for (const [chart, want] of charts) {
      const [nodes, edges, words] = await page.evaluate(async (text) => {
        window.mermaid.initialize({ startOnLoad: false, maxEdges: 1e5, maxTextSize: 1e7 });
        document.body.innerHTML = (await window.mermaid.render('chart', text)).svg;
        return [document.querySelectorAll('g.node').length, document.querySelectorAll('path.flowchart-link').length, document.body.innerText];
      }, chart);
      assert.deepEqual([nodes, edges], [want.nodes.length, want.edges.length]);
      const squeezed = words.replace(/\s/g, '');
      for (const node of want.nodes) assert.ok(squeezed.includes(node.label.replace(/\s/g, '')), `Mermaid lost ${node.label}`);
      assert.equal(await page.locator('img').count(), 0);
    }
    console.log(`Mermaid draws ${charts[0][1].nodes.length} documents and ${charts[0][1].edges.length} links around ${busiest.label}`);
  });
}

const { chromium } = install();
for (const graph of graphs) {
  await check(chromium, graph);
  await beside(chromium, graph);
  await live(chromium, graph);
}
await hostile(chromium);
await mermaid(chromium, graphs[0]);
