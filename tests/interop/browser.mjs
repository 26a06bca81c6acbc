// Chromium for the checks of the page: installing what is missing, opening a page that may ask nobody, a server of a graph.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const NEEDED = ['playwright-core', 'axe-core', 'mermaid', '@triply/yasgui'];
const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Runs a program where the paths of the repository hold. */
export const sh = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

/** The modules of npm and the browser of Debian, installed into `home` if they are not there. */
export function install(home) {
  mkdirSync(home, { recursive: true });
  const missing = [];
  if (!existsSync('/usr/bin/chromium')) missing.push('chromium');
  if (!existsSync('/usr/bin/fc-list') || !sh('fc-list', ':lang=zh', 'file').trim()) missing.push('fontconfig', 'fonts-wqy-microhei');
  if (missing.length) {
    const admin = process.getuid() === 0 ? [] : ['sudo'];
    const apt = (...args) => execFileSync([...admin, 'apt-get'][0], [...admin.slice(1), ...(admin.length ? ['apt-get'] : []), ...args]);
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  }
  if (!existsSync(join(home, 'package.json'))) writeFileSync(join(home, 'package.json'), '{"private": true}');
  const absent = NEEDED.filter((name) => !existsSync(join(home, 'node_modules', name)));
  if (absent.length) execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...absent], { cwd: home });
  const require = createRequire(join(home, 'package.json'));
  return { chromium: require('playwright-core').chromium, axe: require.resolve('axe-core/axe.min.js'), mermaid: join(home, 'node_modules/mermaid/dist/mermaid.min.js'), yasgui: join(home, 'node_modules/@triply/yasgui/build') };
}

/** A browser for one use. */
export async function withBrowser(chromium, options, use) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: QUIET });
  try {
    await use(await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', acceptDownloads: true, ...options }));
  } finally {
    await browser.close();
  }
}

/** The page at an address, and what went wrong in it: errors, dialogs, requests to anywhere but `own`. */
export async function open(context, address, own = address) {
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', (dialog) => (troubles.push('a dialog: ' + dialog.message()), dialog.dismiss()));
  page.on('request', (request) => request.url().startsWith(own) || request.url().startsWith('blob:') || troubles.push('a request: ' + request.url()));
  await page.goto(address);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  return { page, troubles, ready: Number(await page.getAttribute('html', 'data-ready')) };
}

/** Goes to another view of an open page. */
export async function go(page, hash) {
  const before = await page.getAttribute('html', 'data-shown');
  if (await page.evaluate((hash) => new URL(hash, location).hash === location.hash, hash)) return;
  await page.evaluate((hash) => (location.hash = hash), hash);
  await page.waitForFunction((before) => document.documentElement.dataset.shown !== before, before);
}

export const fileAddress = (path) => pathToFileURL(path).href;

/** A server of a graph, with the address of its page. */
export async function serve(zhengtu, graph, ...options) {
  const child = spawn(zhengtu, ['serve', '-g', graph, '--bind', '127.0.0.1:0', ...options], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = await new Promise((done, fail) => {
    let text = '';
    child.stderr.on('data', (data) => ((text += data), /http:\/\/\S+/.test(text) && done(text)));
    child.on('exit', () => fail(new Error('the server ended: ' + text)));
  });
  return { child, address: /http:\/\/[^/\s]+/.exec(said)[0] };
}

export async function stop(child) {
  const ended = new Promise((done) => child.on('exit', (code) => done(code)));
  child.kill('SIGTERM');
  assert.equal(await ended, 0, 'the server did not stop in peace');
}

/** What axe-core finds wrong with the page as it stands. */
export async function violations(page, axe) {
  // The policy of the page lets no script in; the check comes as the browser's own.
  const source = (await import('node:fs')).readFileSync(axe, 'utf8');
  const found = await page.evaluate(async (source) => {
    if (!globalThis.axe) (0, eval)(source);
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
  }, source);
  return found;
}
