// Uses the page as a reader would, exported and served, in headless Chromium: ten tasks with their clicks and seconds, axe-core, telephones, print, large graphs.
//
// Usage: node page.mjs ZHENGTU OUT GRAPH.nq=TEXTS [GRAPH.nq=TEXTS …], TEXTS being the folder a graph was built from
// Installs what is missing into $ZHENGTU_INTEROP (or OUT) and leaves pictures in OUT. No request may leave the page, no error may be logged, no title may become script.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join, resolve } from 'node:path';
import assert from 'node:assert/strict';
import { fileAddress, go, install, open, serve, sh, stop, violations, withBrowser } from './browser.mjs';
import { check, questions } from './checks.mjs';
import { play } from './tasks.mjs';

const [zhengtu, out] = process.argv.slice(2, 4).map((it) => resolve(it));
const graphs = process.argv.slice(4).map((it) => it.split('=').map((path) => resolve(path)));
const [ID, DEF] = ['https://w3id.org/zhengtu/id/', 'https://w3id.org/zhengtu/def#'];
mkdirSync(out, { recursive: true });
const { chromium, axe, mermaid: mermaidFile, yasgui: yasguiFolder } = install(resolve(process.env.ZHENGTU_INTEROP ?? out));
const only = process.env.ZHENGTU_PAGE?.split(',');

const dataOf = (graph) => JSON.parse(sh(zhengtu, 'export', '-g', graph, '--format', 'json'));

const LABELS = { 'not yet in force': '尚未生效', 'in force': '有效', amended: '已被修改', 'partly repealed': '部分废止', suspended: '暂停适用', 'suspended in part': '部分暂停适用', expired: '已过有效期', 'extended in part': '部分延期', repealed: '已废止', replaced: '已被取代', unknown: '无从判断' };

/** The document of which there is most to show: relations of many kinds, above and below it, and what changed it. */
function richest(nodes, edges) {
  const kinds = new Map(nodes.map((it) => [it.id, new Set()]));
  for (const { source, target, interaction } of edges) {
    kinds.get(source).add(`says ${interaction}`);
    kinds.get(target).add(`is said ${interaction}`);
  }
  const worth = (it) => kinds.get(it.id).size * 100 + Math.min(99, it.degree);
  return nodes.filter((it) => !it.stub).reduce((a, b) => (worth(b) > worth(a) ? b : a));
}

/** What to ask of a graph, and what it answers by other ways than the page. */
function factsOf(graph) {
  const { nodes, edges } = dataOf(graph);
  const byId = new Map(nodes.map((it) => [it.id, it]));
  const rests = new Set(['based_on', 'implements', 'detailedRulesFor']);
  const lowerOf = (node) => edges.filter((it) => it.target === node.id && rests.has(it.interaction)).map((it) => byId.get(it.source));
  const law = nodes.find((it) => it.title === '中华人民共和国反垄断法') ?? nodes.reduce((a, b) => (lowerOf(b).length > lowerOf(a).length ? b : a));
  const acts = edges.filter((it) => ['repealsPartOf', 'repeals', 'replaces', 'invalidates'].includes(it.interaction) && it.quote);
  const wanted = nodes.find((it) => it.number === '财税〔2019〕13号');
  const act = acts.find((it) => it.target === wanted?.id) ?? acts.find((it) => byId.get(it.source).valid_from && !it.date) ?? acts[0];
  const subject = byId.get(act.target);
  const day = subject === wanted ? '2021-04-01' : act.date ?? byId.get(act.source).valid_from ?? byId.get(act.source).date;
  const status = JSON.parse(sh(zhengtu, 'analyze', 'status', subject.iri, '-g', graph, '--as-of', day, '--format', 'json'))[0].rows[0];
  const replaced = nodes.find((it) => it.title === '公平竞争审查制度实施细则（暂行）' && edges.some((edge) => edge.target === it.id && ['replaces', 'repeals'].includes(edge.interaction))) ?? subject;
  const by = byId.get(edges.find((it) => it.target === replaced.id && ['replaces', 'repeals', 'repealsPartOf', 'invalidates'].includes(it.interaction)).source);
  const basis = edges.find((it) => it.interaction === 'promulgates' && !byId.get(it.source).stub && !byId.get(it.target).stub) ?? edges.find((it) => rests.has(it.interaction) && !byId.get(it.source).stub && !byId.get(it.target).stub);
  return {
    law: { typed: law.title.replace('中华人民共和国', ''), title: law.title },
    below: [...new Set(lowerOf(law).map((it) => it.title))].slice(0, 5),
    status: { typed: subject.number?.replace('〔', '[').replace('〕', ']') ?? subject.title, title: subject.title, day, label: LABELS[status.status], quote: status.evidence[0].quote },
    replaced: { typed: replaced.title, by: by.title },
    pair: { typed: byId.get(basis?.source ?? act.source).title },
    busiest: richest(nodes, edges),
  };
}

/** The ten tasks on the exported page. */
async function tasks(graph, file, facts) {
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles, ready } = await open(context, fileAddress(file));
    const rows = await play(page, facts);
    assert.deepEqual(troubles, []);
    console.log(`${basename(graph, '.nq')}: ready after ${ready} ms`);
    for (const it of rows) console.log(`  ${it.name}: ${it.clicks} clicks, ${it.keys} keys, ${it.seconds.toFixed(1)} s (${it.said})`);
  });
}

const viewsOf = (facts) => {
  const iri = facts.busiest.iri;
  const doc = `#/doc/${encodeURI(iri)}`;
  return { overview: '#/', list: '#/list', document: doc, text: doc.replace('doc', 'text'), beside: doc.replace('doc', 'beside'), picture: doc.replace('doc', 'picture'), all: '#/picture' };
};

/** What must hold on every page. */
async function checks(graph, file) {
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles } = await open(context, fileAddress(file));
    console.log(`${basename(graph, '.nq')}: ${(await check(page)).join('; ')}`);
    assert.deepEqual(troubles, []);
  });
}

/** Every view, wide and narrow, light and dark, in both languages: nothing for axe to find, nothing wider than the screen, no Chinese left in English words. */
async function looks(graph, file, facts) {
  const name = basename(graph, '.nq');
  let checked = 0;
  for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']]) {
    await withBrowser(chromium, { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: scheme }, async (context) => {
      const { page, troubles } = await open(context, fileAddress(file));
      for (const [view, hash] of Object.entries(viewsOf(facts))) {
        if (view === 'overview') await page.reload().then(() => page.waitForSelector('html[data-ready]'));
        else await go(page, hash);
        assert.deepEqual(await violations(page, axe), [], `${view} at ${width} ${scheme}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is wider than ${width}`);
        await page.screenshot({ path: join(out, `${name}-${view}-${width}-${scheme}.png`) });
        checked++;
      }
      if (width === 1440 && scheme === 'light') {
        await go(page, viewsOf(facts).document);
        await page.pdf({ path: join(out, `${name}-sheet.pdf`), format: 'A4', preferCSSPageSize: true });
        const pages = readFileSync(join(out, `${name}-sheet.pdf`), 'latin1').match(/\/Type\s*\/Page[^s]/g).length;
        assert.equal(pages, 1, 'the sheet of a document is longer than a page');
        await page.click('#language');
        await page.waitForSelector('html[lang=en]');
        assert.deepEqual(await violations(page, axe), []);
        const words = await page.$$eval('button, summary, h2, label > span, dt, .badge, .tag, nav a', (all) => all.filter((it) => !it.closest('[lang=zh], .facts dd')).map((it) => it.firstChild?.textContent ?? '').filter((it) => /\p{Script=Han}/u.test(it)));
        assert.deepEqual(words.filter((it) => it !== '中文'), [], 'not translated');
      }
      assert.deepEqual(troubles, []);
    });
  }
  console.log(`${name}: axe-core finds nothing in ${checked + 1} views`);
}

/** Milliseconds to the first view, to the drawing, and for each frame while it is moved. */
async function speed(file, label) {
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles, ready } = await open(context, fileAddress(file));
    const start = Date.now();
    await go(page, '#/picture');
    const drawn = Date.now() - start;
    const box = await page.locator('#drawing').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const frames = await page.evaluate(({ x, y }) => new Promise((done) => {
      const map = document.getElementById('drawing');
      const at = (n) => ({ pointerId: 1, clientX: x + n * 4, clientY: y + n * 2, bubbles: true });
      map.setPointerCapture = () => {};
      map.dispatchEvent(new PointerEvent('pointerdown', at(0)));
      const times = [];
      let n = 0;
      let last = performance.now();
      const step = (now) => {
        times.push(now - last);
        last = now;
        map.dispatchEvent(new PointerEvent('pointermove', at(++n)));
        if (n < 60) requestAnimationFrame(step);
        else {
          map.dispatchEvent(new PointerEvent('pointercancel', at(n)));
          done(times.slice(5).sort((a, b) => a - b));
        }
      };
      requestAnimationFrame(step);
    }), { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    assert.deepEqual(troubles, []);
    const at = (share) => frames[Math.floor(frames.length * share)].toFixed(1);
    console.log(`${label}: first view ${ready} ms, drawing ${drawn} ms, a frame ${at(0.5)} ms (median), ${at(0.95)} ms (of 20 the slowest)`);
  });
}

/** A made-up graph of so many documents. */
function madeUp(count) {
  const file = join(out, `made-${count}.nq`);
  const levels = ['法律', '行政法规', '部门规章', '地方性法规', '规范性文件'];
  const lines = [];
  const quad = (s, p, o) => lines.push(`<${ID}${s}> <${p}> ${o} <${ID}src/0> .`);
  for (let n = 0; n < count; n++) {
    const act = `act/示例${n}`;
    quad(act, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', `<${DEF}Document>`);
    quad(act, 'http://purl.org/dc/terms/title', `"示例事项${n}管理办法"@zh`);
    quad(act, DEF + 'authorityLevel', `<${ID}level/${levels[Math.min(4, Math.floor(Math.log2(1 + n * 31 / count)))]}>`);
    quad(act, 'http://data.europa.eu/eli/ontology#date_document', `"${1990 + (n * 7919) % 35}-${String(1 + n % 12).padStart(2, '0')}-${String(1 + (n * 13) % 28).padStart(2, '0')}"^^<http://www.w3.org/2001/XMLSchema#date>`);
    if (n) quad(act, 'http://data.europa.eu/eli/ontology#based_on', `<${ID}act/示例${Math.floor(n / 3)}>`);
    if (n % 2) quad(act, 'http://data.europa.eu/eli/ontology#cites', `<${ID}act/示例${(n * 104729) % n}>`);
  }
  writeFileSync(file, lines.join('\n').replaceAll('eli/ontology#based_on', 'eli/ontology#based_on') + '\n');
  return file;
}

/** Titles and quotes that would like to be script. */
async function hostile() {
  const nasty = '</script><img src=x onerror=alert(1)><script>alert(2)</script>"\'&<!--';
  const quad = (s, p, o) => `<${s}> <${p}> ${o} <${ID}src/0> .\n`;
  const literal = JSON.stringify(nasty);
  const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
  const text = [quad(ID + 'act/a', type, `<${DEF}Document>`), quad(ID + 'act/b', type, `<${DEF}Document>`),
    quad(ID + 'act/a', 'http://purl.org/dc/terms/title', `${literal}@zh`), quad(ID + 'act/b', 'http://purl.org/dc/terms/title', `${literal}@zh`),
    quad(ID + 'src/0', type, `<${DEF}SourceFile>`), quad(ID + 'src/0', 'http://schema.org/contentUrl', '<javascript:alert(3)>'),
    quad(ID + 'pr/a', `${DEF}printingOf`, `<${ID}act/a>`), quad(ID + 'pr/a', 'http://www.w3.org/ns/oa#hasSource', `<${ID}src/0>`), quad(ID + 'pr/a', `${DEF}firstLine`, '"1"'),
    quad(ID + 'act/a', 'http://data.europa.eu/eli/ontology#number', literal), quad(ID + 'act/a', 'http://data.europa.eu/eli/ontology#cites', `<${ID}act/b>`)].join('');
  const [graph, file] = [join(out, 'hostile.nq'), join(out, 'hostile.html')];
  writeFileSync(graph, text);
  sh(zhengtu, 'export', '-g', graph, '-o', file);
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles } = await open(context, fileAddress(file));
    for (const view of ['list', `doc/${ID}act/a`, `text/${ID}act/a`, `beside/${ID}act/a?with=${ID}act/b`, `picture/${ID}act/a`, `doc/${encodeURIComponent(nasty)}`, `list?q=${encodeURIComponent(nasty)}`]) {
      await go(page, '#/' + view);
      assert.equal(await page.locator('img').count(), 0, view);
      assert.equal(await page.locator('a[href^=javascript]').count(), 0, view);
    }
    await go(page, `#/doc/${ID}act/a`);
    assert.equal(await page.innerText('main h1'), nasty);
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
  const { child, address } = await serve(zhengtu, graph);
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles } = await open(context, address + '/', address);
    await go(page, `#/ask/sparql?query=${encodeURIComponent('SELECT ?d ?t (IRI("javascript:alert(1)") AS ?x) WHERE { ?d dcterms:title ?t }')}`);
    await page.waitForSelector('#answer-table td');
    assert.ok((await page.innerText('#answer-table')).includes('<img src=x onerror=alert(1)>'));
    assert.equal(await page.locator('#answer-table a[href^=javascript]').count(), 0);
    await page.click('#asGraph');
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(troubles, []);
  });
  await stop(child);
  console.log('hostile titles stay text, and the policy holds');
}

/** The page of a server: the same views, texts from the server, questions, queries and their errors. */
async function live(graph, facts, texts) {
  const { child, address } = await serve(zhengtu, graph, '--texts', texts);
  const { edges } = dataOf(graph);
  await withBrowser(chromium, {}, async (context) => {
    const { page, troubles, ready } = await open(context, address + '/', address);
    await page.goto(`${address}/id/${facts.busiest.iri.slice(ID.length)}`);
    await page.waitForSelector('.view-doc h1');
    assert.equal(await page.innerText('main h1'), facts.busiest.title);
    await go(page, viewsOf(facts).text);
    assert.ok(await page.locator('article.text p').count() > 0, 'no text is read');
    await go(page, `#/ask/sparql?query=${encodeURIComponent('SELECT ?a ?b WHERE { ?a eli:repeals ?b . ?a a zt:Document . ?b a zt:Document }')}`);
    await page.waitForSelector('#answer-table');
    const repeals = new Set(edges.filter((edge) => edge.interaction === 'repeals').map((edge) => edge.source + ' ' + edge.target));
    assert.equal(await page.locator('#answer-table tbody tr').count(), repeals.size);
    assert.deepEqual(await violations(page, axe), []);
    await page.click('#asGraph');
    await page.waitForSelector('#answer-graph canvas');
    await page.screenshot({ path: join(out, `${basename(graph, '.nq')}-answer.png`) });
    // An error stands where it is, and terms complete.
    await page.fill('#sparql', 'SELECT ?a WHERE { ?a nonsense }');
    await page.click('#run');
    await page.waitForSelector('.trouble');
    await page.fill('#sparql', 'SELECT ?a WHERE { ?a eli:rep');
    await page.locator('#sparql').press('End');
    await page.keyboard.type('e');
    await page.waitForSelector('#terms [role=option]');
    assert.ok((await page.locator('#terms [role=option]').allInnerTexts()).includes('eli:repeals'));
    // A canned question with its Chinese name.
    await go(page, `#/ask/history?p.doc=${encodeURIComponent(facts.busiest.iri)}`);
    await page.waitForSelector('#said');
    assert.match(await page.innerText('main h1'), /\p{Script=Han}/u);
    console.log(`${basename(graph, '.nq')} served: ${await questions(page)}`);
    const expected = troubles.filter((it) => !/status of 400/.test(it));
    assert.deepEqual(expected, []);
    console.log(`${basename(graph, '.nq')} served: first view after ${ready} ms`);
  });
  await stop(child);
}

/** Mermaid's own code draws the chart of the busiest document's surroundings, and the hostile one. */
async function mermaid(graph) {
  const json = (...options) => JSON.parse(sh(zhengtu, 'export', '--format', 'json', ...options));
  const busiest = dataOf(graph).nodes.reduce((a, b) => (b.degree > a.degree ? b : a));
  const around = ['-g', graph, '--around', busiest.iri];
  const charts = [around, ['-g', join(out, 'hostile.nq')]].map((options) => [sh(zhengtu, 'export', '--format', 'mermaid', ...options), json(...options)]);
  await withBrowser(chromium, {}, async (context) => {
    const page = await context.newPage();
    await page.setContent('<body></body>');
    await page.addScriptTag({ content: readFileSync(mermaidFile, 'utf8') });
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

/** YASGUI, on a site of its own, asks a server that lets other sites in: its table holds what the command line answers. */
async function yasgui(graph) {
  const query = 'SELECT ?a ?b WHERE { GRAPH ?g { ?a <http://data.europa.eu/eli/ontology#repeals> ?b } } ORDER BY ?a ?b LIMIT 20';
  const rows = JSON.parse(sh(zhengtu, 'query', '-g', graph, '--results-format', 'json', query)).results.bindings;
  const want = rows.map(({ a, b }) => [a.value, b.value]);
  assert.ok(want.length > 0, 'nothing is asked for');
  const { child, address } = await serve(zhengtu, graph, '--cors');
  const site = createServer((request, response) => {
    const file = request.url.slice(1);
    if (!['yasgui.min.js', 'yasgui.min.css'].includes(file)) return response.end('<!doctype html><link rel="stylesheet" href="yasgui.min.css"><div id="yasgui"></div><script src="yasgui.min.js"></script>');
    response.setHeader('content-type', file.endsWith('js') ? 'text/javascript' : 'text/css');
    response.end(readFileSync(join(yasguiFolder, file)));
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  await withBrowser(chromium, {}, async (context) => {
    const page = await context.newPage();
    // It would ask the world for its list of prefixes.
    await page.route(({ hostname }) => hostname !== '127.0.0.1', (route) => route.abort());
    await page.goto(`http://127.0.0.1:${site.address().port}/`);
    await page.evaluate(([endpoint, query]) => {
      const yasgui = new Yasgui(document.getElementById('yasgui'), { requestConfig: { endpoint }, copyEndpointOnNewTab: false });
      yasgui.getTab().setQuery(query);
      return yasgui.getTab().query().then(() => {});
    }, [`${address}/sparql`, query]);
    await page.waitForSelector('.yasr table.dataTable tbody tr');
    const cells = await page.locator('.yasr table.dataTable tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('a.iri')].map((it) => decodeURI(it.href))));
    assert.deepEqual(cells, want.map((row) => row.map(decodeURI)));
    await page.screenshot({ path: join(out, 'yasgui.png') });
  });
  site.close();
  await stop(child);
  console.log(`YASGUI shows ${want.length} rows of a served graph`);
}

const wants = (name) => !only || only.includes(name);
for (const [graph, texts] of graphs) {
  const file = join(out, `${basename(graph, '.nq')}.html`);
  execFileSync(zhengtu, ['export', '-g', graph, '--with', 'texts', '--texts', texts, '-o', file], { stdio: 'ignore' });
  const facts = factsOf(graph);
  if (wants('tasks')) await tasks(graph, file, facts);
  if (wants('checks')) await checks(graph, file);
  if (wants('looks')) await looks(graph, file, facts);
  if (wants('live')) await live(graph, facts, texts);
  if (wants('speed')) await speed(file, basename(graph, '.nq'));
}
if (wants('hostile')) await hostile();
if (wants('speed')) {
  for (const count of [500, 5000, 20000]) {
    const graph = madeUp(count);
    sh(zhengtu, 'export', '-g', graph, '-o', graph.replace('.nq', '.html'));
    await speed(graph.replace('.nq', '.html'), `${count} made-up documents`);
  }
}
if (wants('mermaid')) await mermaid(graphs[0][0]);
if (wants('yasgui')) await yasgui(graphs[0][0]);
