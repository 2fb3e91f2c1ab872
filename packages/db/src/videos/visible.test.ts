import {
  deeds,
  isOwnOf as isOwnByRule,
  may,
  mayOthers,
  standings,
  type VideoFacts,
} from '@weireel/catalogue';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertChannel } from '../channels/channels.ts';
import { connect } from '../engine/connect.ts';
import { inTransaction } from '../engine/in-transaction.ts';
import { insertGroup } from '../groups/groups.ts';
import { block } from '../people/blocks.ts';
import { insertUser, readUserCounts } from '../people/users.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import {
  accessFactsOf,
  belongsToGroupOf,
  factsOf,
  isApartFrom,
  isDue,
  isOwnOf,
  othersMay,
} from './visible.ts';
import { listWhoMaySee } from './who-may-see.ts';

/** Every value of every fact: one that is added to the rule does not compile without its values here. */
const values: { [F in keyof VideoFacts]: readonly VideoFacts[F][] } = {
  audience: ['public', 'unlisted', 'internal', 'group', 'private'],
  review: ['pending', 'approved', 'rejected'],
  playable: [true, false],
  arriving: [true, false],
  published: [true, false],
  due: [true, false],
};

/** Who asks, by what they are to the videos that are for groups. */
const askers = { visitor: null, person: 'stranger', member: 'member', blocked: 'shunned' } as const;

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

/** No time, or a former one, which is the same to the rule; or one that has not come. */
function dateOf({ due }: VideoFacts, n: number): Date | null {
  if (!due) return new Date(Date.now() + 3600_000);
  return n % 2 === 0 ? null : new Date(Date.now() - 3600_000);
}

beforeAll(async () => {
  for (const id of ['author', 'stranger', 'member', 'shunned', 'shunning']) {
    await insertUser(db, {
      ...{ id, account: id, passwordHash: null, nickname: 'A', roles: [], state: 'active' },
    });
  }
  await insertGroup(db, { id: 'class', name: 'A class', ownerId: 'member' });
  await insertGroup(db, { id: 'other', name: 'Another class', ownerId: 'stranger' });
  // Whatever else they are.
  await db
    .insertInto('group_members')
    .values(
      ['shunned', 'shunning'].map((user_id) => ({ group_id: 'class', user_id, role: 'member' as const })),
    )
    .execute();
  await setBlocks();
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
        publish_at: dateOf(state, n),
      })),
    )
    .execute();
  // Also those that are not for groups, as after a change.
  await sql`insert into video_groups (video_id, group_id) select id, 'class' from videos`.execute(db);
});

/** One whom the author has blocked, and one who has blocked the author. */
async function setBlocks(): Promise<void> {
  await block(db, { userId: 'author', otherId: 'shunned' });
  await block(db, { userId: 'shunning', otherId: 'author' });
}

describe('the rule of visibility', () => {
  it('is asked in every state', () => {
    expect(states).toHaveLength(5 * 3 * 2 * 2 * 2 * 2);
  });

  const pairs = deeds.flatMap((deed) => standings.map((standing) => [deed, standing] as const));
  it.each(pairs)(
    'says the same of «%s» by a %s in SQL as in the catalogue, in every state',
    async (deed, standing) => {
      const rows = await db
        .selectFrom('videos')
        .innerJoin('assets', 'assets.id', 'videos.asset_id')
        .select(['videos.id', othersMay(deed, askers[standing]).as('isAllowed')])
        .execute();
      const bySql = new Map(rows.map(({ id, isAllowed }) => [id, isAllowed]));
      const byRule = new Map(states.map((state, n) => [`v${n}`, mayOthers(deed, state, standing)]));
      expect(Object.fromEntries(bySql)).toEqual(Object.fromEntries(byRule));
      const answers = standing === 'blocked' ? [false] : [true, false];
      expect(new Set(byRule.values()), 'all answers occur').toEqual(new Set(answers));
    },
  );

  it.each(standings)('is asked with the facts that the rows hold for a %s', async (standing) => {
    const id = askers[standing];
    const rows = await db
      .selectFrom('videos')
      .innerJoin('assets', 'assets.id', 'videos.asset_id')
      .select([
        'videos.id',
        'author_id',
        'made_by',
        'visibility',
        'review',
        'published_at',
        'edition_id',
        'state',
      ])
      .select([isDue().as('is_due'), belongsToGroupOf(id).as('is_member'), isApartFrom(id).as('is_apart')])
      .execute();
    for (const row of rows) {
      const state = states[Number(row.id.slice(1))];
      expect(factsOf(row, row), row.id).toEqual(state);
      const viewer = id === null ? null : { id, roles: [] };
      const isAllowed = state !== undefined && mayOthers('see', state, standing);
      expect(may('see', accessFactsOf(row, row), viewer), row.id).toBe(isAllowed);
    }
  });

  it('keeps from each other whoever of the two has blocked the other', async () => {
    for (const deed of deeds) {
      for (const asker of ['shunned', 'shunning']) {
        const query = db.selectFrom('videos').innerJoin('assets', 'assets.id', 'videos.asset_id');
        const rows = await query.select('videos.id').where(othersMay(deed, asker)).execute();
        expect(rows, `${deed} by ${asker}`).toEqual([]);
      }
    }
  });

  it('is what the counts of public videos say, where a published video plays whole', async () => {
    const isReachable = (state: VideoFacts) => !state.published || (state.playable && !state.arriving);
    const reachable = states.flatMap((state, n) => (isReachable(state) ? [{ state, id: `v${n}` }] : []));
    await inTransaction(db, async (trx) => {
      const ids = reachable.map(({ id }) => id);
      await trx.updateTable('videos').set({ author_id: 'member' }).where('id', 'in', ids).execute();
      const right = reachable.filter(({ state }) => mayOthers('find', state, 'visitor'));
      expect(right.length).toBeGreaterThan(0);
      expect(await readUserCounts(trx, 'member')).toMatchObject({ videos: right.length });
      await trx.updateTable('videos').set({ author_id: 'author' }).execute();
    });
  });

  it('says the same of what is one’s own in SQL as in the catalogue, for whoever made it as whichever author', async () => {
    await insertChannel(db, {
      ...{ id: 'desk', handle: 'desk', nickname: 'D', bio: '', ownerId: 'author', requestId: 'r' },
    });
    const roles = { author: 'owner', stranger: 'manager', member: 'member' } as const;
    for (const user_id of ['stranger', 'member'] as const)
      await db
        .insertInto('group_members')
        .values({ group_id: 'desk', user_id, role: roles[user_id] })
        .execute();
    const answers = new Set<string>();
    await inTransaction(db, async (trx) => {
      for (const authorId of ['desk', 'author'])
        for (const madeById of [null, 'stranger', 'member', 'shunned']) {
          await trx.updateTable('videos').set({ author_id: authorId, made_by: madeById }).execute();
          for (const id of ['author', 'stranger', 'member', 'shunned', 'desk']) {
            const role = Object.entries(roles).find(([name]) => name === id)?.[1];
            const viewer = { id, roles: [], ...(role && { channels: [{ id: 'desk', role }] }) };
            const query = trx.selectFrom('videos').select(isOwnOf(id).as('isOwn')).limit(1);
            const { isOwn } = await query.executeTakeFirstOrThrow();
            expect(isOwn, `${authorId} ${madeById} ${id}`).toBe(isOwnByRule({ authorId, madeById }, viewer));
            answers.add(`${authorId} ${role} ${isOwn}`);
          }
        }
      await trx.updateTable('videos').set({ author_id: 'author', made_by: null }).execute();
    });
    expect(answers, 'both answers occur').toContain('desk member true');
    expect(answers).toContain('desk member false');
    expect(answers).not.toContain('desk manager false');
    expect(answers).not.toContain('author manager true');
  });

  it('names those of many who may see a video', async () => {
    for (const [n, state] of states.entries()) {
      const seers = await listWhoMaySee(db, `v${n}`, ['stranger', 'member', 'shunned', 'shunning', 'nobody']);
      const right = (['person', 'member'] as const).filter((standing) => mayOthers('see', state, standing));
      expect([...seers].toSorted()).toEqual(right.map((standing) => askers[standing]).toSorted());
    }
  });
});
