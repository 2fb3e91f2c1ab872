import type { EditDocument } from '@weireel/edit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { makeClip, phone } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let browser: Browser;
let author: Person;
let context: BrowserContext;

const colours = ['red', 'green', 'blue'] as const;

beforeAll(async () => {
  server = await testServer(undo);
  author = await register(server.url, 'Editor');
  const made = colours.map(async (colour) => {
    const picture = `color=c=${colour}:s=180x320:r=25:d=2`;
    const file = await makeClip(`${folder}/${colour}.mp4`, { picture, encoding: phone });
    return publish(author, { file, title: colour, visibility: 'private' });
  });
  for (const { videoId } of await Promise.all(made))
    await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  browser = await startBrowser();
  undo(() => browser.close());
  context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  const data = { account: author.account, password: personPassword };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
});

/** What is on the timeline, in its order: `red 00:00:00 to 00:02:00`. */
const onTimeline = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('ol[aria-label="Film"] button')].map(({ ariaLabel }) => ariaLabel.replace(',', ''))`,
  );
const add = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^0:02 ${title}; add`) }).click();
const choose = (page: Page, index: number) =>
  page.getByRole('list', { name: 'Film' }).getByRole('button').nth(index).click();
const isSaved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

/** Which colour the draft shows. */
const shownColour = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const video = document.querySelector('video.shown');
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1, 1];
    const picture = canvas.getContext('2d');
    if (video === null) return 'nothing';
    picture.drawImage(video, 0, 0, 1, 1);
    const [red, green, blue] = picture.getImageData(0, 0, 1, 1).data;
    const most = Math.max(red, green, blue);
    if (most < 60) return 'black';
    return red === most ? 'red' : green === most ? 'green' : 'blue';
  })()`);

/** A script that finds which colours a picture has. */
const findColours = `const coloursOf = (video) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [180, 320];
  const picture = canvas.getContext('2d');
  picture.drawImage(video, 0, 0, 180, 320);
  const { data } = picture.getImageData(0, 0, 180, 320);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] > 160, data[at + 1] > 160, data[at + 2] > 160];
    if (red && green && blue) found.add('white');
    else if (red && !green && !blue) found.add('red');
    else if (blue && !red && !green) found.add('blue');
  }
  return [...found].sort();
};`;

/** Whether the stage shows the exact preview. */
const isExact = (page: Page, is: boolean): Promise<void> =>
  page
    .locator('p.draft')
    .getByText(is ? 'Exact preview' : /^Draft/, { exact: true })
    .waitFor({ timeout: mediaLimitMs });

/** Which colours the stage shows now. */
const shownColours = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const video = document.querySelector('video.shown');
    if (video === null) return [];
    ${findColours}
    return coloursOf(video);
  })()`);

/** Which colours a film shows at a time. */
const coloursAt = (page: Page, seconds: number): Promise<string[]> =>
  page.evaluate<string[]>(`new Promise((resolve) => {
    const video = document.querySelector('video.shown');
    video.pause();
    ${findColours}
    video.addEventListener('seeked', () => resolve(coloursOf(video)), { once: true });
    video.currentTime = ${seconds};
  })`);

test('a film is cut out of three clips, made, published, and watched', async () => {
  const page = await context.newPage();
  await page.goto(`${server.url}/studio`);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.waitForURL(/\/studio\/\w+$/);
  for (const colour of colours) await add(page, colour);
  await expect
    .poll(() => onTimeline(page))
    .toEqual(['red 00:00:00 to 00:02:00', 'green 00:02:00 to 00:04:00', 'blue 00:04:00 to 00:06:00']);

  // Another order, a cut, and half of it gone: by keys alone.
  await choose(page, 2);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('s');
  await choose(page, 1);
  await page.keyboard.press('Delete');
  await expect
    .poll(() => onTimeline(page))
    .toEqual(['red 00:00:00 to 00:01:00', 'blue 00:01:00 to 00:03:00', 'green 00:03:00 to 00:05:00']);

  // Undone and done again; its tail is pulled in by a hand.
  await page.keyboard.press('Control+z');
  await expect.poll(() => onTimeline(page)).toHaveLength(4);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => onTimeline(page)).toHaveLength(3);
  await choose(page, 2);
  const tail = await page.locator('.handle.tail').boundingBox();
  const item = await page.locator('li.item.selected').boundingBox();
  if (tail === null || item === null) throw new Error('there is no handle');
  await page.mouse.move(tail.x + 4, tail.y + 20);
  await page.mouse.down();
  await page.mouse.move(tail.x + 4 - item.width / 2, tail.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await onTimeline(page))[2]).toBe('green 00:03:00 to 00:04:00');

  // The draft shows what lies under the playhead, also while it plays over a cut.
  await page.keyboard.press('Home');
  await expect.poll(() => shownColour(page)).toBe('red');
  for (let frame = 0; frame < 25; frame += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(() => shownColour(page)).toBe('blue');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownColour(page)).toBe('red');
  await page.locator('#main').focus();
  await page.keyboard.press('Space');
  // It stops at the end by itself, on its last frame.
  await expect.poll(() => page.locator('.time').innerText()).toMatch(/^00:04:00/);
  await expect.poll(() => shownColour(page)).toBe('green');

  // Words over it, and a transition, which is undone and done again.
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Add a title at the playhead' }).click();
  await page.getByRole('textbox', { name: 'Words' }).fill('Hello');
  await page.getByRole('button', { name: 'Top', exact: true }).click();
  await page.getByRole('list', { name: 'Titles' }).getByRole('button', { name: 'Hello' }).waitFor();
  await page.locator('.frame').getByText('Hello').waitFor();
  const marker = page.getByRole('list', { name: 'Cuts' }).getByRole('button').first();
  await marker.click();
  await page.getByRole('combobox', { name: 'Transition' }).selectOption('Heart');
  const markerSays = () => marker.getAttribute('aria-label');
  await expect.poll(markerSays).toBe('Transition at 00:01:00: Heart');
  await page.locator('#main').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(markerSays).toBe('Transition at 00:01:00: None');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(markerSays).toBe('Transition at 00:01:00: Heart');
  await isSaved(page);
  // What was saved is shown as the film will have it: in the midst of the transition, both pictures and the words.
  await isExact(page, true);
  await page.keyboard.press('Home');
  for (let frame = 0; frame < 25; frame += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(() => shownColours(page)).toEqual(['blue', 'red', 'white']);
  await page.keyboard.press('Space');
  await expect.poll(() => page.locator('.time').innerText(), { timeout: mediaLimitMs }).toMatch(/^00:04:00/);
  await expect.poll(() => shownColour(page)).toBe('green');
  // An edit is seen at once, in the draft; taken back, it is exact again.
  await page.context().setOffline(true);
  await choose(page, 2);
  await page.keyboard.press('Delete');
  await isExact(page, false);
  await page.getByText('come with the exact preview').waitFor();
  await page.context().setOffline(false);
  await page.keyboard.press('Control+z');
  await isSaved(page);
  await isExact(page, true);
  expect(await lookWithAxe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Make the film' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Three colours');
  await page.getByRole('button', { name: 'Publish and watch' }).click();
  await page.waitForURL(/\/watch\/\w+$/);
  const id = page.url().split('/').at(-1) ?? '';
  const film = await waitForVideo(author.api, id, ({ playable }) => playable);
  expect(film).toMatchObject({ title: 'Three colours', durationMs: 4000, widthPx: 720, heightPx: 1280 });
  await page.locator('video.shown').waitFor({ timeout: mediaLimitMs });
  await expect.poll(() => coloursAt(page, 0.3)).toEqual(['red', 'white']);
  await expect.poll(() => coloursAt(page, 1)).toEqual(['blue', 'red', 'white']);
  await page.close();
});

test('what others do meanwhile is merged, what cannot be is told of, and undo outlives a reload (GOAL-60, GOAL-85)', async () => {
  const { items } = await author.api.call('materials', { query: { q: 'red' } });
  const [material] = items;
  if (material === undefined) throw new Error('there is no clip');
  const document = {
    ...{ schema: 'weireel.edit', version: 1, fps: { num: 25, den: 1 }, styles: {}, assets: {} },
    canvas: { widthPx: 720, heightPx: 1280 },
    tracks: [{ id: 'main', kind: 'visual', items: [], transitions: [] }],
  };
  const project = await author.api.call('createProject', { body: { title: 'Shared', document } });
  const params = { id: project.id };
  const now = () => author.api.call('project', { params });
  const edit = async (operations: object[], title?: string): Promise<void> => {
    const { revision } = await now();
    const body = { revision, edits: [operations], ...(title !== undefined && { title }) };
    expect((await author.api.call('editProject', { params, body })).dropped).toEqual([]);
  };
  const page = await context.newPage();
  const name = page.getByRole('textbox', { name: 'Name of the project' });
  await page.goto(`${server.url}/studio/${project.id}`);
  await name.waitFor();
  await add(page, 'red');
  await isSaved(page);
  const firstId = async (): Promise<string> => {
    const { tracks } = (await now()).document as unknown as EditDocument; // as: the server keeps valid ones alone
    return tracks[0]?.items[0]?.id ?? '';
  };
  const id = await firstId();

  // Another device has named it, and turned it another way, while this one hears of nothing.
  await context.setOffline(true);
  await add(page, 'green');
  await page.getByRole('status').getByText('Not saved; tried again soon').waitFor();
  await edit([{ kind: 'setItem', item: id, field: 'name', value: 'Opening' }], 'Theirs');
  await context.setOffline(false);
  await expect.poll(() => name.inputValue()).toBe('Theirs');
  await isSaved(page);
  expect((await now()).document).toMatchObject({ tracks: [{ items: [{ id, name: 'Opening' }, {}] }] });
  // What they do while nothing is done here is seen by itself.
  await edit([{ kind: 'delete', item: id, ripple: true }]);
  await expect.poll(() => onTimeline(page)).toEqual(['green 00:00:00 to 00:02:00']);

  // What both changed is told of; mine is kept as a copy.
  const left = await firstId();
  await context.setOffline(true);
  await choose(page, 0);
  await page.getByRole('checkbox', { name: 'Mute' }).check();
  await page.getByRole('status').getByText('Not saved; tried again soon').waitFor();
  await edit([{ kind: 'delete', item: left, ripple: true }]);
  await context.setOffline(false);
  await page.getByRole('alertdialog').getByText('The item that is named here is not there').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await expect.poll(() => onTimeline(page)).toEqual([]);
  const [copy] = (await author.api.call('projects')).items;
  expect(copy).toMatchObject({ title: 'Theirs (copy)', durationMs: 2000 });

  // What was done before the page was loaded anew can be undone after it, as long as nobody else edits.
  await add(page, 'blue');
  await isSaved(page);
  await page.reload();
  await expect.poll(() => onTimeline(page)).toEqual(['blue 00:00:00 to 00:02:00']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => onTimeline(page)).toEqual([]);
  await isSaved(page);

  // While nothing reaches the server, edits wait, and whoever leaves is asked.
  await context.setOffline(true);
  await add(page, 'red');
  await page.getByRole('status').getByText('Not saved; tried again soon').waitFor();
  await page.getByRole('link', { name: 'Back to all projects' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  await context.setOffline(false);
  await isSaved(page);
  await eventually(async () => (await now()).durationMs === 2000);
  await page.close();
});

test('a project becomes a template, and a template a project', async () => {
  const page = await context.newPage();
  await page.goto(`${server.url}/studio`);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.waitForURL(/\/studio\/\w+$/);
  await add(page, 'red');
  await page.getByRole('button', { name: 'Make a template' }).click();
  await page.getByRole('checkbox', { name: /Picture 1/ }).check();
  await page.getByRole('textbox', { name: 'Name of “Picture 1”' }).fill('Opening');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await isSaved(page);
  await page.getByRole('link', { name: 'Back to all projects' }).click();
  await page.getByRole('button', { name: /^Use the template/ }).click();
  await page.getByRole('textbox', { name: 'Name of the new project' }).fill('For Mei');
  await page.getByRole('button', { name: 'Opening: Choose a video' }).click();
  await page.getByRole('region', { name: 'Opening' }).getByRole('button', { name: /green/ }).click();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create the project' }).click();
  await page.waitForURL(/\/studio\/\w+$/);
  await expect.poll(() => onTimeline(page)).toEqual(['green 00:00:00 to 00:02:00']);
  await page.getByRole('link', { name: 'Back to all projects' }).click();
  // A table makes films at once; what is wrong in it is said with its row.
  await page.getByRole('button', { name: /^Use the template/ }).click();
  await page.getByRole('button', { name: 'Many at once' }).click();
  await page.getByRole('textbox', { name: 'CSV or JSON' }).fill('title\nA\nB,B\n');
  await page.getByRole('button', { name: 'Begin the films' }).click();
  await page.getByRole('alert').getByText('Row 2').waitFor();
  await page.getByRole('textbox', { name: 'CSV or JSON' }).fill('title\nFilm A\n');
  await page.getByRole('button', { name: 'Begin the films' }).click();
  await page.getByRole('link', { name: /Film A/ }).waitFor();
  await page.close();
});
