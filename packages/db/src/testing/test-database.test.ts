import { afterAll, describe, expect, it } from 'vitest';
import { query } from '../embedded/reach.ts';
import { createTestDatabase } from './test-database.ts';

const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe('createTestDatabase', () => {
  it('gives each caller its own migrated database', async () => {
    const names = await Promise.all(
      databases.map(({ url }) => query(url, 'select current_database() as name')),
    );
    expect(new Set(names.map((rows) => JSON.stringify(rows))).size).toBe(2);
    for (const { url } of databases) {
      expect(await query(url, "select to_regclass('kysely_migration')::text as name")).toEqual([
        { name: 'kysely_migration' },
      ]);
    }
  });
});
