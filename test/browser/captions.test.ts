import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { startFakeSpeech, type FakeSpeech } from '../fake-speech.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const folder = await mkdtemp(join(tmpdir(), 'weireel-captions-'));
undo(() => rm(folder, { recursive: true, force: true }));
let server: RunningServer;
let browser: Browser;
let speech: FakeSpeech;
let author: Person;
let videoId: string;

const chinese =
  '1\n00:00:00,000 --> 00:00:01,000\n大家好，这里是微影\n\n2\n00:00:01,000 --> 00:00:02,000\n第二句\n';
const english =
  'WEBVTT\n\n00:00.000 --> 00:01.000\nHello, this is Weireel\n\n00:01.000 --> 00:02.000\nThe second line\n';

beforeAll(async () => {
  speech = await startFakeSpeech();
  undo(() => speech.close());
  const env = { WEIREEL_SPEECH_URL: speech.url, WEIREEL_SPEECH_KEY: speech.key };
  server = await testServer(undo, { env });
  author = await register(server.url, 'Author');
  ({ videoId } = await publish(author, { file: await makePhoneClip(folder), title: 'Spoken' }));
  await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  for (const [language, label, text] of [
    ['zh-CN', '简体中文', chinese],
    ['en', 'English', english],
  ] as const) {
    const call = { params: { id: videoId, language }, query: { label }, bytes: Buffer.from(text) };
    await author.api.call('putCaptionFile', call);
  }
  browser = await startBrowser();
  undo(() => browser.close());
});

async function watch(options: BrowserContextOptions = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    ...{ locale: 'en', viewport: { width: 1280, height: 800 } },
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/watch/${videoId}`);
  await page.locator('video.shown').waitFor();
  return { page, context };
}

/** Stops the picture at a moment in seconds. */
const stopAt = (page: Page, seconds: number): Promise<unknown> =>
  page.evaluate(`(() => {
    const video = document.querySelector('video');
    video.pause();
    video.currentTime = ${seconds};
  })()`);

const spoken = (page: Page) => page.locator('.player .captions');
const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Captions/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
};

test('captions stand over the picture at their time, in the language that one chooses, which is remembered', async () => {
  const { page, context } = await watch();
  await stopAt(page, 0.5);
  await expect.poll(() => spoken(page).textContent()).toBe('Hello, this is Weireel');
  await stopAt(page, 1.5);
  await expect.poll(() => spoken(page).textContent()).toBe('The second line');
  await choose(page, '简体中文');
  await expect.poll(() => spoken(page).textContent()).toBe('第二句');
  await expect.poll(() => spoken(page).getAttribute('lang')).toBe('zh-CN');
  expect(await lookWithAxe(page)).toEqual([]);
  await page.reload();
  await page.locator('video.shown').waitFor();
  await stopAt(page, 0.2);
  await expect.poll(() => spoken(page).textContent()).toBe('大家好，这里是微影');
  await page.keyboard.press('c');
  await spoken(page).waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('video.shown').waitFor();
  await page.getByRole('button', { name: /^Captions/ }).click();
  await expect
    .poll(() => page.getByRole('menuitemradio', { name: 'Off' }).getAttribute('aria-checked'))
    .toBe('true');
  await page.keyboard.press('Escape');
  await stopAt(page, 0.2);
  await page.keyboard.press('c');
  await expect.poll(() => spoken(page).textContent()).toBe('大家好，这里是微影');
  await context.close();
});

test.each([
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['desktop', { viewport: { width: 1280, height: 800 } }],
])('on a %s they stand above the controls, within the picture', async (_, options) => {
  const { page, context } = await watch(options);
  await stopAt(page, 0.5);
  await spoken(page).waitFor();
  // Paused, the controls stay.
  const [words, seek, picture] = await Promise.all([
    spoken(page).boundingBox(),
    page.getByRole('slider', { name: 'Position' }).boundingBox(),
    page.locator('.player').first().boundingBox(),
  ]);
  expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual((seek?.y ?? 0) + 20);
  expect(words?.y).toBeGreaterThan(picture?.y ?? Infinity);
  expect(await lookWithAxe(page)).toEqual([]);
  await context.close();
});

test('what is said is found by search, and opens at its moment', async () => {
  const { page, context } = await watch();
  await page.goto(`${server.url}/search?q=${encodeURIComponent('second line')}`);
  await page.getByRole('link', { name: /^At 0:01/ }).click();
  await page.waitForURL(/\/watch\/\w+\?t=1$/);
  await page.locator('video.shown').waitFor();
  await page.evaluate(`document.querySelector('video').pause()`);
  const position = () => page.evaluate<number>(`document.querySelector('video').currentTime`);
  await expect.poll(() => position()).toBeGreaterThanOrEqual(1);
  await context.close();
});

test('other players find them in the playlist, at the same times', async () => {
  const player = createRequire(new URL('../../apps/web/package.json', import.meta.url)).resolve(
    'hls.js/dist/hls.min.js',
  );
  const { playback } = await author.api.call('video', { params: { id: videoId } });
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.setContent('<video muted></video>');
  await page.addScriptTag({ path: player });
  await page.evaluate(`{
    const video = document.querySelector('video');
    const hls = new Hls();
    window.seen = { hls, video, errors: [] };
    hls.on(Hls.Events.ERROR, (_event, { details }) => seen.errors.push(details));
    hls.loadSource(${JSON.stringify(server.url + (playback?.hlsUrl ?? ''))});
    hls.attachMedia(video);
  }`);
  const tracks = `seen.hls.subtitleTracks.map(({ lang, name }) => [lang, name])`;
  await expect
    .poll(() => page.evaluate(tracks))
    .toEqual([
      ['en', 'English'],
      ['zh-CN', '简体中文'],
    ]);
  // As the browser's own menu chooses one.
  await expect.poll(() => page.evaluate(`seen.video.textTracks.length`)).toBe(2);
  await page.evaluate(`seen.video.textTracks[0].mode = 'showing'`);
  const cues = () =>
    page.evaluate(`[...seen.video.textTracks].filter(({ mode }) => mode === 'showing')
      .flatMap(({ cues }) => [...(cues ?? [])].map(({ startTime, endTime, text }) => [startTime, endTime, text]))`);
  await expect.poll(cues, { timeout: 120_000 }).toEqual([
    [0, 1, 'Hello, this is Weireel'],
    [1, 2, 'The second line'],
  ]);
  expect(await page.evaluate('seen.errors')).toEqual([]);
  await context.close();
});

test('authors upload captions and write them beside the picture; what they write is saved, and can be taken back', async () => {
  const { videoId: id } = await publish(author, { file: await makePhoneClip(folder), title: 'Written' });
  await waitForVideo(author.api, id, ({ state }) => state === 'ready');
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const data = { account: author.account, password: personPassword };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  const page = await context.newPage();
  await page.goto(`${server.url}/mine`);
  await page.getByRole('link', { name: 'Captions' }).first().click();
  await page.getByRole('combobox', { name: 'Add a language…' }).selectOption('en');
  await page.getByRole('heading', { name: 'No captions in this language yet' }).waitFor();
  const file = { name: 'a.vtt', mimeType: 'text/vtt', buffer: Buffer.from(english) };
  await page.getByLabel('Upload a caption file').setInputFiles(file);
  const words = page.getByRole('textbox', { name: 'Words' });
  await expect.poll(() => words.count()).toBe(2);

  await words.first().fill('Hello\nagain');
  await page.getByText('Saved', { exact: true }).waitFor();
  const stored = async () => {
    const { cues } = await author.api.call('captions', { params: { id, language: 'en' } });
    return cues.map(({ startMs, endMs, text }) => [startMs, endMs, text]);
  };
  expect((await stored())[0]).toEqual([0, 1000, 'Hello\nagain']);
  // Parted in the middle of its first line, and joined again.
  await words.first().press('Control+Home');
  for (let n = 0; n < 3; n += 1) await words.first().press('ArrowRight');
  await words.first().press('Control+Enter');
  await expect.poll(() => words.count()).toBe(3);
  await expect.poll(() => words.nth(1).inputValue()).toBe('lo\nagain');
  await expect.poll(() => page.evaluate(`document.activeElement.value`)).toBe('lo\nagain');
  await words.nth(1).press('Control+z');
  await expect.poll(() => words.count()).toBe(2);
  // What is wrong is said beside it, and not saved.
  const end = page.getByRole('textbox', { name: 'End' }).first();
  await end.fill('0:00');
  await end.press('Tab');
  await page.getByText('It has to end after it begins').waitFor();
  await page.getByText('1 to be mended; saved when they are').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await end.fill('0:00.8');
  await end.press('Tab');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect((await stored())[0]).toEqual([0, 800, 'Hello\nagain']);
  await page.getByRole('spinbutton').fill('0.1');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(stored).toEqual([
    [100, 900, 'Hello\nagain'],
    [1100, 2100, 'The second line'],
  ]);

  const { revision } = await author.api.call('captions', { params: { id, language: 'en' } });
  const cues = [{ startMs: 0, endMs: 500, text: 'From elsewhere', words: null }];
  const body = { label: 'English', cues, revision };
  await author.api.call('putCaptions', { params: { id, language: 'en' }, body });
  await words.first().fill('Mine');
  await page.getByRole('button', { name: 'Load the new ones' }).click();
  await expect.poll(() => words.first().inputValue()).toBe('From elsewhere');
  await context.close();
});

test('authors have speech written down, and edit what the engine heard', async () => {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const data = { account: author.account, password: personPassword };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  const page = await context.newPage();
  await page.goto(`${server.url}/mine/${videoId}/captions`);
  await page.getByRole('combobox', { name: 'Add a language…' }).selectOption('fr');
  const ask = page.getByRole('button', { name: 'Write down what is said' });
  speech.answer([]);
  await ask.click();
  await page.getByText('Nothing was written down: Nothing is said in it').waitFor();
  speech.answer([
    { start: 1, end: 60, text: ' jusqu’à la fin' },
    { start: 0, end: 0.9, text: ' <i>Bonjour</i>' },
  ]);
  await ask.click();
  const words = page.getByRole('textbox', { name: 'Words' });
  await expect.poll(() => words.count(), { timeout: 120_000 }).toBe(2);
  await page.getByRole('button', { name: 'Français (automatic)' }).waitFor();
  await expect.poll(() => words.first().inputValue()).toBe('Bonjour');
  expect(await lookWithAxe(page)).toEqual([]);
  const read = () => author.api.call('captions', { params: { id: videoId, language: 'fr' } });
  const { kind, cues } = await read();
  expect(kind).toBe('machine');
  const { durationMs } = await author.api.call('video', { params: { id: videoId } });
  expect(cues.at(-1)?.endMs).toBeLessThanOrEqual((durationMs ?? 0) + 100);
  await words.first().fill('Bonsoir');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await read()).toMatchObject({ kind: 'edited', cues: [{ text: 'Bonsoir' }, {}] });
  const params = { id: videoId };
  const body = { language: 'fr', label: 'Français' };
  const asked = author.api.call('requestTranscription', { params, body });
  await expect(asked).rejects.toMatchObject({ code: 'captions_changed' });
  await author.api.call('deleteCaptions', { params: { ...params, language: 'fr' } });
  await context.close();
});

test('authors divide a video into chapters, and whoever watches jumps between them', async () => {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const data = { account: author.account, password: personPassword };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  const page = await context.newPage();
  await page.goto(`${server.url}/mine/${videoId}/chapters`);
  await page.getByRole('heading', { name: 'No chapters yet' }).waitFor();
  await page.locator('video.shown').waitFor();
  await stopAt(page, 0);
  const add = page.getByRole('button', { name: 'Add at this picture' });
  await add.click();
  await page.keyboard.type('The beginning');
  await add.click();
  // Two cannot begin at once: nothing is saved until one is moved.
  await page.getByText('Another one begins at the same time').waitFor();
  const save = page.getByRole('button', { name: 'Save' });
  await expect.poll(() => save.isDisabled()).toBe(true);
  const times = page.getByRole('textbox', { name: 'Begins at' });
  await times.nth(1).fill('0:01');
  await times.nth(1).press('Tab');
  await page.getByRole('textbox', { name: 'Title' }).nth(1).fill('The second half');
  expect(await lookWithAxe(page)).toEqual([]);
  await save.click();
  await page.getByText('Chapters saved').waitFor();
  const stored = await author.api.call('chapters', { params: { id: videoId } });
  expect(stored.chapters).toEqual([
    { startMs: 0, title: 'The beginning' },
    { startMs: 1000, title: 'The second half' },
  ]);

  // Somebody else comes first: what they wrote is taken, or written over, as one says.
  const theirs = { chapters: [{ startMs: 0, title: 'Theirs' }], revision: stored.revision };
  await author.api.call('putChapters', { params: { id: videoId }, body: theirs });
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.first().fill('Mine');
  await save.click();
  await page.getByRole('alert').getByText('changed elsewhere').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Load the new ones' }).click();
  await expect.poll(() => title.first().inputValue()).toBe('Theirs');
  await title.first().fill('Mine');
  await author.api.call('putChapters', { params: { id: videoId }, body: { chapters: stored.chapters } });
  await save.click();
  await page.getByRole('button', { name: 'Overwrite with mine' }).click();
  const written = async () => (await author.api.call('chapters', { params: { id: videoId } })).chapters;
  await expect.poll(written).toEqual([{ startMs: 0, title: 'Mine' }]);
  await author.api.call('putChapters', { params: { id: videoId }, body: { chapters: stored.chapters } });
  await context.close();

  const watching = await watch();
  await stopAt(watching.page, 0);
  const seek = watching.page.getByRole('slider', { name: 'Position' });
  const said = () => seek.getAttribute('aria-valuetext');
  await expect.poll(said).toMatch(/^0:00 of 0:0\d The beginning$/);
  const position = () => watching.page.evaluate<number>(`document.querySelector('video').currentTime`);
  await watching.page.keyboard.press('Control+ArrowRight');
  await expect.poll(position).toBe(1);
  await expect.poll(said).toMatch(/The second half$/);
  const list = watching.page.getByRole('region', { name: 'Chapters' });
  await expect
    .poll(() => list.getByRole('button', { name: 'The second half' }).getAttribute('aria-current'))
    .toBe('true');
  await list.getByRole('button', { name: 'The beginning' }).click();
  await expect.poll(position).toBe(0);
  const mask = `getComputedStyle(document.querySelector('.seek .line')).maskImage`;
  await expect.poll(() => watching.page.evaluate(mask)).toContain('linear-gradient');
  expect(await lookWithAxe(watching.page)).toEqual([]);
  await watching.context.close();
});
