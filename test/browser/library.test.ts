import { join } from 'node:path';
import { connect } from '@weireel/db';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { personPassword, register, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { screen } from '../community/settle.ts';
import { makeClip } from '../make-clip.ts';
import { adminPassword, type RunningServer } from '../server.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
let server: RunningServer;
let browser: Browser;
let author: Person;
let visitor: Person;
let ids: string[];

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  [author, visitor] = await Promise.all([register(server.url, 'Author'), register(server.url, 'Visitor')]);
  const connection = connect(database.url, { maxConnections: 1, patience: 'upkeep', onError: () => {} });
  undo(() => connection.close());
  ids = [];
  for (const title of ['One', 'Two', 'Three']) ids.push(await screen(connection, author, { title }));
  browser = await startBrowser();
  undo(() => browser.close());
});

const id = (n: number): string => ids[n] ?? '';

/** @param options `isMediaSilent`: no answer comes for media, so that a video without files neither fails nor begins */
async function open(
  person: Pick<Person, 'account'>,
  path: string,
  { isMediaSilent = false, password = personPassword } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const data = { account: person.account, password };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  const page = await context.newPage();
  if (isMediaSilent) await page.route(/\.m3u8|\.mp4/, () => {});
  await page.goto(server.url + path);
  return page;
}

test('favourites and history are pages of their own; history is turned off, and cleared when one is sure', async () => {
  await visitor.api.call('favouriteVideo', { params: { id: id(0) } });
  for (const n of [0, 1])
    await visitor.api.call('putPosition', { params: { id: id(n) }, body: { positionMs: 9000 } });
  const page = await open(visitor, '/favourites');
  await page.getByRole('heading', { name: 'One' }).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Account' }).first().click();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'Two' }).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove “One” from history' }).click();
  await page.getByRole('heading', { name: 'One' }).waitFor({ state: 'detached' });
  await page.getByRole('switch', { name: 'Keep history: on' }).click();
  await page.getByRole('switch', { name: 'Keep history: off' }).waitFor();
  await page.getByRole('button', { name: 'Clear history' }).click();
  await page.getByRole('button', { name: 'Clear for good' }).click();
  await page.getByText('History is off; what you watch is not kept.').waitFor();
  expect((await visitor.api.call('history', { query: {} })).items).toEqual([]);
  await page.context().close();
});

test('who comes back is offered to go on where they were', async () => {
  const { api } = author;
  await api.call('putPosition', { params: { id: id(2) }, body: { positionMs: 9000 } });
  const page = await open(author, `/watch/${id(2)}`, { isMediaSilent: true });
  await page.getByRole('button', { name: 'You were at 0:09 · Go on there' }).waitFor();
  await page.context().close();
});

test('a picture is cropped, shown wherever its person is, and removed; a badge is given and taken away', async () => {
  const picture = await makeClip(join(folder, 'halves.png'), {
    picture: 'color=red:160x160[l];color=blue:160x160[r];[l][r]hstack',
    ...{ encoding: '-frames:v 1', hasSound: false },
  });
  const page = await open(author, '/settings');
  await page.locator('main input[type=file]').setInputFiles(picture);
  const stage = page.getByRole('dialog').getByRole('img', { name: /^Drag the picture/ });
  // The blue half, and a little of the red one, until the picture ends.
  for (let n = 0; n < 12; n += 1) await stage.press('ArrowLeft');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const shown = page.locator('main section img');
  await shown.waitFor();
  await expect.poll(() => page.evaluate(colourInMiddle)).toBe('blue');
  await page.getByRole('button', { name: 'Account' }).first().locator('img').waitFor();

  const admin = await open({ account: 'admin' }, '/admin/people', { password: adminPassword });
  const row = admin.locator('main li', { hasText: author.account });
  await row.locator('img').waitFor();
  await row.getByRole('button', { name: 'Badge' }).click();
  await admin.getByRole('textbox', { name: 'Badge' }).fill('Coast TV');
  await admin.getByRole('button', { name: 'Give badge' }).click();
  await row.getByText('Coast TV').waitFor();
  await page.goto(`${server.url}/people/${author.id}`);
  await page.getByText('Coast TV').waitFor();
  await row.getByRole('button', { name: 'Badge' }).click();
  await admin.getByRole('button', { name: 'Take it away' }).click();
  await row.getByText('Coast TV').waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Remove picture' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Remove picture' }).click();
  await row.locator('img').waitFor({ state: 'detached' });
  expect(await author.api.call('me')).toMatchObject({ avatarUrl: null, badge: null });
  await Promise.all([page.context().close(), admin.context().close()]);
});

/** What the picture in the settings nearly is; runs in the page. */
const colourInMiddle = `(async () => {
  const picture = document.querySelector('main section img');
  await picture.decode();
  const context = document.createElement('canvas').getContext('2d');
  context.drawImage(picture, 0, 0, 1, 1);
  const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
  return blue > red + 100 ? 'blue' : red > blue + 100 ? 'red' : [red, blue].join();
})()`;

test('a link to an answer opens the page with it; what waits for the author’s word is on one page', async () => {
  const params = { id: id(0) };
  const root = await visitor.api.call('createComment', { params, body: { body: 'A question' } });
  const answer = { params, body: { body: 'The answer', replyTo: root.id } };
  const reply = await author.api.call('createComment', answer);
  const page = await open(visitor, `/watch/${id(0)}?comment=${reply.id}`);
  const linked = page.getByRole('list', { name: 'The comment of the link' });
  await linked.getByText('The answer').waitFor();
  await linked.getByText('A question').waitFor();
  await expect.poll(() => page.getByText('A question').count()).toBe(1);
  await page.context().close();

  await author.api.call('putCommentPolicy', { params, body: { policy: 'approve' } });
  await visitor.api.call('createComment', { params, body: { body: 'May I?' } });
  const waiting = await open(author, '/held-comments');
  await waiting.getByText('May I?').waitFor();
  expect(await lookWithAxe(waiting)).toEqual([]);
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await waiting.getByText('No comment waits').waitFor();
  await waiting.context().close();
});
