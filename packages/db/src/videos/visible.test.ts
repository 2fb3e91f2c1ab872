import { deeds, mayOthers, type VideoFacts } from '@weireel/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { insertUser } from '../people/users.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { factsOf, othersMay } from './visible.ts';

/** Every value of every fact: one that is added to the rule does not compile without its values here. */
const values: { [F in keyof VideoFacts]: readonly VideoFacts[F][] } = {
  audience: ['public', 'unlisted', 'private'],
  review: ['pending', 'approved', 'rejected'],
  playable: [true, false],
  arriving: [true, false],
  published: [true, false],
};

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 2, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

/** Every combination of the values. */
const states = Object.entries(values).reduce<object[]>(
  (found, [fact, each]) => found.flatMap((state) => each.map((value) => ({ ...state, [fact]: value }))),
  [{}],
) as VideoFacts[]; // Each has one value of each fact.

beforeAll(async () => {
  await insertUser(db, {
    ...{ id: 'author', account: 'a', passwordHash: null },
    ...{ nickname: 'A', roles: [], state: 'active' },
  });
  await db
    .insertInto('assets')
    .values(
      states.map((state, n) => ({
        ...{
          id: `a${n}`,
          owner_id: 'author',
          kind: 'video',
          origin: 'upload',
          file_name: 'a',
          size_bytes: 1,
        },
        ...{ state: state.arriving ? 'uploading' : 'ready', media_key: `m${n}` },
        edition_id: state.playable ? `e${n}` : null,
      })),
    )
    .execute();
  await db
    .insertInto('videos')
    .values(
      states.map((state, n) => ({
        ...{ id: `v${n}`, asset_id: `a${n}`, author_id: 'author', title: 'A', description: '', tags: [] },
        ...{ visibility: state.audience, review: state.review },
        published_at: state.published ? new Date() : null,
      })),
    )
    .execute();
});

describe('the rule of visibility', () => {
  it('is asked in every state', () => {
    expect(states).toHaveLength(3 * 3 * 2 * 2 * 2);
  });

  it.each(deeds)('says the same of «%s» in SQL as in the catalogue, in every state', async (deed) => {
    const rows = await db
      .selectFrom('videos')
      .innerJoin('assets', 'assets.id', 'videos.asset_id')
      .select(['videos.id', othersMay(deed).as('isAllowed')])
      .execute();
    const bySql = new Map(rows.map(({ id, isAllowed }) => [id, isAllowed]));
    const byRule = new Map(states.map((state, n) => [`v${n}`, mayOthers(deed, state)]));
    expect(Object.fromEntries(bySql)).toEqual(Object.fromEntries(byRule));
    expect(new Set(byRule.values()), 'both answers occur').toEqual(new Set([true, false]));
  });

  it('is asked with the facts that the rows hold', async () => {
    const rows = await db
      .selectFrom('videos')
      .innerJoin('assets', 'assets.id', 'videos.asset_id')
      .select(['videos.id', 'visibility', 'review', 'published_at', 'edition_id', 'state'])
      .execute();
    for (const row of rows) expect(factsOf(row, row), row.id).toEqual(states[Number(row.id.slice(1))]);
  });
});
