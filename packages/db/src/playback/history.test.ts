import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows, readPages } from '../testing/rows.ts';
import { forgetWatched, keepPosition, keepsHistory, listWatched, setHistory } from './history.ts';

const { db, end } = await openTestRows();
afterAll(end);

beforeAll(async () => {
  await addUser(db, 'viewer');
  for (const id of ['a', 'b', 'c', 'hidden', 'own']) {
    await addAsset(db, id, { edition_id: `e ${id}` });
    await addVideo(db, id, {
      ...{ published_at: new Date(), author_id: id === 'own' ? 'viewer' : 'owner' },
      visibility: id === 'hidden' || id === 'own' ? 'private' : 'public',
    });
  }
});

/** Keeps a position, at a later time than the one before: times are kept to the millisecond. */
async function keep(videoId: string, positionMs = 1): Promise<boolean> {
  await sql`select pg_sleep(0.002)`.execute(db);
  return keepPosition(db, { userId: 'viewer', videoId, positionMs });
}
const list = () =>
  readPages(
    (before) => listWatched(db, { userId: 'viewer', limit: 2, before }),
    ({ card, watchedAt }) => ({ at: watchedAt, id: card.video.id }),
  );

it('what was watched is listed once, the latest first, without what others have hidden', async () => {
  for (const id of ['a', 'b', 'hidden', 'own', 'c']) expect(await keep(id)).toBe(true);
  await keep('a', 500);
  expect((await list()).flat()).toEqual(['a', 'c', 'own', 'b']);
  expect((await listWatched(db, { userId: 'viewer', limit: 1, before: null }))[0]?.positionMs).toBe(500);
  expect(await keep('none')).toBe(false);
});

it('nothing is kept of who wants that, and what was kept is forgotten alone or whole', async () => {
  await setHistory(db, 'viewer', false);
  await setHistory(db, 'viewer', false);
  expect([await keepsHistory(db, 'viewer'), await keep('b', 900)]).toEqual([false, false]);
  await setHistory(db, 'viewer', true);
  expect([await keepsHistory(db, 'viewer'), await keep('b', 900)]).toEqual([true, true]);
  await forgetWatched(db, 'viewer', 'b');
  expect((await list()).flat()).toEqual(['a', 'c', 'own']);
  await forgetWatched(db, 'viewer');
  expect(await list()).toEqual([]);
});

it('of what somebody may not see nothing is kept, where that is asked', async () => {
  const keepSeen = (videoId: string) =>
    keepPosition(db, { userId: 'viewer', videoId, positionMs: 7, onlyIfSeen: true });
  expect([await keepSeen('a'), await keepSeen('own'), await keepSeen('hidden')]).toEqual([true, true, false]);
  expect((await list()).flat().toSorted()).toEqual(['a', 'own']);
  await forgetWatched(db, 'viewer');
});

it('a position waits for no disk, and nothing after it does without', async () => {
  const saidBy = async (trx: typeof db) => {
    const { rows } = await sql<{
      source: string;
    }>`select source from pg_settings where name = 'synchronous_commit'`.execute(trx);
    return rows[0]?.source;
  };
  const usual = await saidBy(db);
  await db.transaction().execute(async (trx) => {
    await keepPosition(trx, { userId: 'viewer', videoId: 'a', positionMs: 1 });
    expect(await saidBy(trx)).toBe('session');
  });
  expect(usual).not.toBe('session');
  expect(await saidBy(db)).toBe(usual);
});
