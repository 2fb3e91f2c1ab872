import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows } from '../testing/rows.ts';
import { noteServed } from './candidates.ts';
import { forgetServed } from './forget-served.ts';

const { db, end } = await openTestRows();
afterAll(end);

it('what was shown is forgotten after ninety days, and of one person the oldest beyond so many', async () => {
  const now = new Date('2026-06-01T12:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  for (const userId of ['keen', 'calm']) await addUser(db, userId);
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of ids) {
    await addAsset(db, id);
    await addVideo(db, id);
  }
  for (const [n, id] of ids.entries())
    await noteServed(db, { userId: 'keen', ids: [id], at: daysAgo(20 - n) });
  await noteServed(db, { userId: 'calm', ids: ['a', 'b'], at: daysAgo(91) });
  await noteServed(db, { userId: 'calm', ids: ['c', 'd'], at: daysAgo(89) });
  await noteServed(db, { userId: 'calm', ids: ['b'], at: daysAgo(1) });
  const kept = async () => {
    const { rows } = await sql<{ one: string }>`select user_id || ' ' || video_id as one from served_videos
      order by 1`.execute(db);
    return rows.map(({ one }) => one);
  };
  await forgetServed(db, { now, ofPerson: 5 });
  expect(await kept()).toEqual(['calm b', 'calm c', 'calm d', ...ids.map((id) => `keen ${id}`)]);
  await forgetServed(db, { now, ofPerson: 3 });
  expect(await kept()).toEqual(['calm b', 'calm c', 'calm d', 'keen c', 'keen d', 'keen e']);
});
