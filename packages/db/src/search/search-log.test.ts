import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../engine/connect.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { deleteOldSearches, listHotSearches, noteSearch } from './search-log.ts';

const database = await createTestDatabase();
const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
afterAll(async () => {
  await close();
  await database.drop();
});

const hot = (minPeople: number) => listHotSearches(db, { minPeople, limit: 10 });
const note = (query: string, people: number) =>
  Promise.all(Array.from({ length: people }, (_, n) => noteSearch(db, { query, person: `p${n}` })));

describe('what people searched for', () => {
  it('counts each of them once, however often and at the same time, and the most come first', async () => {
    await Promise.all([note('地铁', 3), note('地铁', 3), note('高考', 5)]);
    expect(await hot(3)).toEqual(['高考', '地铁']);
    expect(await hot(4)).toEqual(['高考']);
  });

  it('is forgotten after a week, unless they searched for it again', async () => {
    await note('旧闻', 6);
    await sql`update searches set day = current_date - 7 where query = '旧闻'`.execute(db);
    await note('旧闻', 2);
    await deleteOldSearches(db);
    expect(await hot(2)).toContain('旧闻');
    expect(await hot(3)).not.toContain('旧闻');
    await sql`update searches set day = current_date - 7 where query = '旧闻'`.execute(db);
    await deleteOldSearches(db);
    const left = await db.selectFrom('hot_searches').select('query').where('query', '=', '旧闻').execute();
    expect(left).toEqual([]);
    expect(await hot(3)).toEqual(['高考', '地铁']);
  });
});
