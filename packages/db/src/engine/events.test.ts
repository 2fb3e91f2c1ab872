import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { connect } from './connect.ts';
import { appendEvent, isEventCursor, latestEventCursor, readEvents } from './events.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

const changed = (userId: string, subjectId: string) =>
  ({ kind: 'video.changed', subjectId, userId }) as const;

/** Ids of the things that a person's events behind a cursor happened to. */
async function subjectsOf(userId: string, after = '0-0'): Promise<string[]> {
  const { events } = await readEvents(db, { after, userIds: [userId], limit: 100 });
  return events.map(({ subject_id }) => subject_id);
}

/** Waits until a person's events can be read: transactions of other tests on this server may still be open. */
async function expectSubjects(userId: string, expected: string[], after?: string): Promise<void> {
  const message = `events of ${userId} are shown`;
  await expect.poll(() => subjectsOf(userId, after), { message }).toEqual(expected);
}

describe('the log of events', () => {
  it('has an event if the change that it tells of is there (EVT-1)', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await appendEvent(trx, changed('changer', 'undone'));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await db.transaction().execute((trx) => appendEvent(trx, changed('changer', 'done')));
    await expectSubjects('changer', ['done']);
  });

  it('shows nothing younger than a transaction still open, and then everything in one order (EVT-2)', async () => {
    const gate = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const slow = db.transaction().execute(async (trx) => {
      await appendEvent(trx, changed('two', 'slow'));
      written.resolve(undefined);
      await gate.promise;
      await appendEvent(trx, changed('two', 'slow, later'));
    });
    await written.promise;
    // Takes a later id than the one, an earlier one than the other, and commits before both.
    await db.transaction().execute((trx) => appendEvent(trx, changed('two', 'quick')));
    const place = await latestEventCursor(db);
    expect(await subjectsOf('two')).toEqual([]);
    gate.resolve(undefined);
    await slow;
    await expectSubjects('two', ['slow', 'slow, later', 'quick']);
    // Whoever had read up to there has missed nothing.
    expect(await subjectsOf('two', place)).toEqual(['slow', 'slow, later', 'quick']);
  });

  it('is read page by page without a gap (EVT-2)', async () => {
    const all = ['0', '1', '2', '3', '4'];
    await db.transaction().execute(async (trx) => {
      for (const id of all) await appendEvent(trx, changed('reader', id));
    });
    await expectSubjects('reader', all);
    const pages: string[][] = [];
    let isFull = true;
    for (let after = '0-0'; isFull;) {
      const page = await readEvents(db, { after, userIds: ['reader'], limit: 2 });
      pages.push(page.events.map(({ subject_id }) => subject_id));
      ({ next: after, isFull } = page);
    }
    expect(pages).toEqual([['0', '1'], ['2', '3'], ['4']]);
  });

  it('passes over what another version wrote, and goes on behind it (EVT-3)', async () => {
    await sql`insert into events (kind, subject_id, user_id, payload) values
      ('planet.discovered', 'x', 'later', '{}'), ('job.dead', 'y', 'later', '{"no":"assetId"}')`.execute(db);
    await appendEvent(db, changed('later', 'known'));
    await expectSubjects('later', ['known']);
    const page = await readEvents(db, { after: '0-0', userIds: ['later'], limit: 2 });
    expect(page).toMatchObject({ events: [], isFull: true });
    expect(await subjectsOf('later', page.next)).toEqual(['known']);
  });

  it('is read from its beginning with a cursor of the future (EVT-4)', async () => {
    await appendEvent(db, changed('restored', 'before'));
    await expectSubjects('restored', ['before']);
    expect(await subjectsOf('restored', '9000000000000000000-1')).toEqual(['before']);
    expect(await subjectsOf('restored', await latestEventCursor(db))).toEqual([]);
  });
});

it.each([
  ['0-0', true],
  ['9999999999999999999-999999999999999999', true],
  ['12345678901234567890-1', false],
  ['1-1; drop table events', false],
  ['-1', false],
  ['', false],
])('whether «%s» is a cursor: %s', (text, is) => {
  expect(isEventCursor(text)).toBe(is);
});
