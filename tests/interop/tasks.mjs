// Ten tasks of a reader, played with mouse and keys on the page; counts clicks, keys and seconds of each.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export const TASKS = ['find a law', 'what rests on it', 'status on a day and why', 'open the sentence', 'which article', 'what replaced it', 'two side by side', 'save a picture', 'come back by link', 'all by keyboard'];

const squeeze = (text) => text.replace(/\s/g, '');

/** A reader at a page: every click and key is counted. */
class Reader {
  constructor(page) {
    this.page = page;
    this.rows = [];
  }

  async task(name, play) {
    Object.assign(this, { clicks: 0, keys: 0 });
    const start = Date.now();
    const said = await play();
    this.rows.push({ name, clicks: this.clicks, keys: this.keys, seconds: (Date.now() - start) / 1000, said });
  }

  async shown(act) {
    const before = await this.page.getAttribute('html', 'data-shown');
    await act();
    await this.page.waitForFunction((before) => document.documentElement.dataset.shown !== before, before);
  }

  async click(what) {
    this.clicks++;
    await (typeof what === 'string' ? this.page.locator(what).first() : what).click();
  }

  async press(key) {
    this.keys++;
    await this.page.keyboard.press(key);
  }

  /** Words typed count as one act: what is counted is what a reader has to decide. */
  async type(text) {
    this.keys++;
    await this.page.keyboard.insertText(text);
  }

  /** Finds a document by what a reader would type, and opens it. */
  async find(text) {
    await this.press('/');
    await this.type(text);
    await this.page.waitForSelector('#found [aria-selected=true]');
    await this.shown(() => this.press('Enter'));
  }

  title() {
    return this.page.innerText('main h1');
  }
}

/** Plays all tasks; `facts` says what is asked for and what must be answered. */
export async function play(page, facts) {
  const reader = new Reader(page);
  await reader.task(TASKS[0], async () => {
    await reader.find(facts.law.typed);
    assert.equal(await reader.title(), facts.law.title);
    return facts.law.typed;
  });
  await reader.task(TASKS[1], async () => {
    const lower = await page.locator('#lower .chip').allInnerTexts();
    for (const title of facts.below) assert.ok(lower.includes(title), `${title} is not below ${facts.law.title}`);
    return `${lower.length} documents`;
  });
  await reader.task(TASKS[2], async () => {
    await reader.find(facts.status.typed);
    assert.equal(await reader.title(), facts.status.title);
    await reader.click('#day');
    await reader.type(facts.status.day);
    await reader.shown(() => reader.press('Enter'));
    assert.equal(await page.innerText('#badge'), facts.status.label);
    assert.ok(squeeze(await page.innerText('#proof')).includes(squeeze(facts.status.quote)), 'the words that prove it are not shown');
    return facts.status.label;
  });
  await reader.task(TASKS[3], async () => {
    await reader.shown(() => reader.click('#proof .place'));
    const asked = squeeze((await page.locator('mark.asked').allInnerTexts()).join(''));
    assert.equal(asked, squeeze(facts.status.quote));
    assert.ok(await page.locator('mark.asked').first().evaluate((it) => {
      const box = it.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    }), 'the words are out of sight');
    return await reader.title();
  });
  await reader.task(TASKS[4], async () => {
    const named = /第[一二三四五六七八九十百千]+条/u.exec(squeeze(facts.status.quote))?.[0];
    if (!named) return (await page.locator('#article').count()) ? page.innerText('#article') : 'the whole of it';
    // The words name an article: their card tells which.
    await page.locator('mark.asked a.ref').first().focus();
    assert.ok((await page.innerText('.tip')).includes(named), `${named} is not told`);
    return named;
  });
  await reader.task(TASKS[5], async () => {
    await reader.find(facts.replaced.typed);
    const said = await page.innerText('#lane');
    assert.ok(said.includes(facts.replaced.by), `${facts.replaced.by} is not told`);
    return facts.replaced.by;
  });
  await reader.task(TASKS[6], async () => {
    await reader.find(facts.pair.typed);
    await reader.shown(() => reader.click('#open-beside'));
    if (!(await page.inputValue('select[name=with]'))) await reader.shown(() => page.selectOption('select[name=with]', { index: 1 }));
    assert.ok(await page.locator('.pairs tbody tr, .two > section').count() > 1, 'nothing stands side by side');
    return `${await page.locator('.pairs tbody tr').count()} rows`;
  });
  await reader.task(TASKS[7], async () => {
    await reader.shown(() => page.goBack());
    await page.waitForSelector('.view-doc');
    await reader.shown(() => reader.click('#open-picture'));
    const sizes = [];
    for (const [n, ending] of [[3, 'svg'], [4, 'png']]) {
      const [download] = await Promise.all([page.waitForEvent('download'), reader.click(`.stage-tools button >> nth=${n}`)]);
      assert.ok(download.suggestedFilename().endsWith('.' + ending));
      const bytes = readFileSync(await download.path());
      assert.ok(bytes.length > 500 && (ending === 'png' || bytes.includes('<circle')), `${ending} is empty`);
      sizes.push(`${ending} ${bytes.length} bytes`);
    }
    return sizes.join(', ');
  });
  await reader.task(TASKS[8], async () => {
    const address = page.url();
    const other = await page.context().newPage();
    await other.goto(address);
    await other.waitForSelector('html[data-ready]');
    assert.equal(await other.innerText('main h1'), await page.innerText('main h1'));
    await other.close();
    await reader.shown(() => page.goBack());
    assert.ok((await page.url()).includes('#/doc/'), 'Back leaves the page');
    return 'same view';
  });
  await reader.task(TASKS[9], async () => {
    await reader.find(facts.status.typed);
    await reader.shown(async () => {
      await page.locator('#proof .place').first().focus();
      await reader.press('Enter');
    });
    assert.equal(await page.evaluate(() => document.activeElement?.matches('mark.asked')), true, 'the words do not have the focus');
    await reader.shown(async () => {
      await reader.press('g');
      await reader.press('o');
    });
    // Every stop of the Tab key on the first view can be seen and has a name.
    const stops = new Set();
    for (let n = 0; n < 40; n++) {
      await reader.press('Tab');
      stops.add(await page.evaluate(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        return `${it.tagName} ${it.id} ${(it.textContent || it.getAttribute('aria-label') || it.placeholder || '').slice(0, 30)} ${box.width > 0}`;
      }));
    }
    assert.ok(stops.size > 20 && ![...stops].some((it) => it.endsWith('false') && !it.startsWith('BODY')), [...stops].join('\n'));
    return `${stops.size} stops`;
  });
  return reader.rows;
}
