import { connect } from '@weireel/db';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { personPassword, register, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { screen } from '../community/settle.ts';
import type { RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const database = await testDatabase(undo);
let server: RunningServer;
let browser: Browser;
let author: Person;
let visitor: Person;
let ids: string[];

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  [author, visitor] = await Promise.all([register(server.url, 'Author'), register(server.url, 'Visitor')]);
  const connection = connect(database.url, { maxConnections: 1, onError: () => {} });
  undo(() => connection.close());
  ids = [];
  for (const title of ['One', 'Two', 'Three']) ids.push(await screen(connection, author, { title }));
  browser = await startBrowser();
  undo(() => browser.close());
});

const id = (n: number): string => ids[n] ?? '';

/** @param isMediaSilent - no answer comes for media, so that a video without files neither fails nor begins */
async function open(person: Person, path: string, { isMediaSilent = false } = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const data = { account: person.account, password: personPassword };
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

test('a link to an answer opens the page with it; what waits for the author’s word is on one page', async () => {
  const params = { id: id(0) };
  const root = await visitor.api.call('createComment', { params, body: { body: 'A question' } });
  const answer = { params, body: { body: 'The answer', replyTo: root.id } };
  const reply = await author.api.call('createComment', answer);
  const page = await open(visitor, `/watch/${id(0)}?comment=${reply.id}`);
  const linked = page.getByRole('list', { name: 'The comment of the link' });
  await linked.getByText('The answer').waitFor();
  await linked.getByText('A question').waitFor();
  expect(await page.getByText('A question').count()).toBe(1);
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
