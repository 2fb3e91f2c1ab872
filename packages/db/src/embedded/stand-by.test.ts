import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeOpener, killOpeners, openInChild } from '../testing/openers.ts';
import { type EmbeddedDatabase, openEmbedded } from './open-embedded.ts';
import { readPid } from './postmaster-pid.ts';
import { answers, query } from './reach.ts';

const opened: EmbeddedDatabase[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.stop();
  await killOpeners();
  await vi.waitFor(async () => expect(await runningPostmaster()).toBeNull(), { timeout: 60_000 });
  await rm(folder, { recursive: true, force: true });
});

it('takes the server over from an owner that was killed, and keeps every row', async () => {
  const owner = await openInChild(folder);
  const successor = await standBy();
  expect(successor.ownsServer).toBe(false);
  expect(successor.url).toBe(owner.answer.url);
  await query(successor.url, 'create table note (body text)');
  await query(successor.url, "insert into note values ('微影')");
  const first = await runningPostmaster();

  owner.child.kill('SIGKILL');
  await once(owner.child, 'close');
  await untilAnother(first, successor.url);
  expect(await query(successor.url, 'select body from note')).toEqual([{ body: '微影' }]);
  // It has the lock as well: whoever comes now uses its server.
  const guest = await openInChild(folder);
  expect(guest.answer).toEqual({ url: successor.url, ownsServer: false });
  await successor.stop();
  expect(await answers(successor.url)).toBe(false);
});

it('takes the server over from an owner that stopped it', async () => {
  const owner = await openInChild(folder);
  const successor = await standBy();
  const first = await runningPostmaster();
  await closeOpener(owner.child);
  await untilAnother(first, successor.url);
});

it('leaves the server to its owner when it goes first', async () => {
  const owner = await openInChild(folder);
  const successor = await standBy();
  const first = await runningPostmaster();
  await successor.stop();
  expect(await answers(owner.answer.url)).toBe(true);
  expect(await runningPostmaster()).toBe(first);
});

it('gives the server to one of several that stand by, and then to the next', async () => {
  const owner = await openInChild(folder);
  const waiting = [
    await openInChild(folder, { ownership: 'in-succession' }),
    await openInChild(folder, { ownership: 'in-succession' }),
  ];
  const { url } = owner.answer;
  await query(url, 'create table kept (n int)');
  const last = await runningPostmaster();
  owner.child.kill('SIGKILL');
  await untilAnother(last, url);
  // Whichever of the two it is: the other has it in the end.
  const [one] = waiting;
  one?.child.kill('SIGKILL');
  await vi.waitFor(async () => expect(await query(url, 'select n from kept')).toEqual([]), {
    timeout: 60_000,
  });
});

it('does not start a server where only the server of another may be used', async () => {
  await expect(openEmbedded({ dataFolder: folder, ownership: 'never', log: () => {} })).rejects.toThrow(
    'no server runs',
  );
  expect(await readdir(folder)).toEqual(['runtime']);
});

async function standBy(): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataFolder: folder, ownership: 'in-succession', log: () => {} });
  opened.push(database);
  return database;
}

/** Waits until another server than this one answers. */
async function untilAnother(postmaster: number | null, url: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const present = await runningPostmaster();
      expect(present).not.toBeNull();
      expect(present).not.toBe(postmaster);
      expect(await answers(url)).toBe(true);
    },
    { timeout: 60_000 },
  );
}

/** The process id of the folder's server; null while none runs. */
async function runningPostmaster(): Promise<number | null> {
  const pid = await readPid(join(folder, 'postgres', 'postmaster.pid'));
  try {
    process.kill(pid ?? 0, 0);
    return pid;
  } catch {
    // It has ended.
    return null;
  }
}
