import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/test-database.ts';
import { connect } from '../connect.ts';
import { migrateTo, migrateToLatest } from '../migrate.ts';
import { migrations } from './index.ts';

const database = await createTestDatabase({ hasTables: false });
afterAll(() => database.drop());

const names = Object.keys(migrations);
const former = names.slice(0, names.indexOf('0012-general-jobs'));

it('jobs of a former version go on, about their assets and for the owners of these', async () => {
  await migrateTo(database.url, former);
  const { db, close } = connect(database.url, { maxConnections: 1, onError: () => {} });
  try {
    for (const statement of rowsOfBefore) await sql.raw(statement).execute(db);
    await migrateToLatest(database.url);
    const jobs = await db
      .selectFrom('jobs')
      .select(['id', 'kind', 'owner_id', 'subject_type', 'subject_id', 'payload', 'state', 'time_limit_ms'])
      .orderBy('id')
      .execute();
    const about = { kind: 'process_first', subject_type: 'asset', payload: {}, time_limit_ms: 1728000000 };
    expect(jobs).toEqual([
      { ...about, id: 'j1', owner_id: 'u', subject_id: 'a1', state: 'waiting' },
      { ...about, id: 'j2', owner_id: null, subject_id: 'gone', state: 'done' },
    ]);
  } finally {
    await close();
  }
});

const rowsOfBefore = [
  `insert into users (id, nickname, state) values ('u', 'U', 'active')`,
  `insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key)
   values ('a1', 'u', 'video', 'upload', 'a.mp4', 1, 'processing', 'm1')`,
  `insert into jobs (id, kind, asset_id, payload, priority, state, max_failures)
   values ('j1', 'process_first', 'a1', '{}', 1000, 'waiting', 4),
     ('j2', 'process_first', 'gone', '{}', 1000, 'done', 4)`,
];
