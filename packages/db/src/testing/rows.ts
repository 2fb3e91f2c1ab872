/** Test support of this package: rows that say only what a test is about. */
import type { Insertable } from 'kysely';
import { connect, type Connection, type Database } from '../engine/connect.ts';
import type { Schema } from '../engine/schema.ts';
import { createTestDatabase } from './test-database.ts';

/** A database with one person, whose things all rows are unless they say otherwise. */
export interface TestRows extends Pick<Connection, 'db'> {
  /** Ends the connections and removes the database. */
  end(): Promise<void>;
}

/** Creates the database of a test file, with the person `owner`. */
export async function openTestRows(): Promise<TestRows> {
  const database = await createTestDatabase();
  const { db, close } = connect(database.url, { maxConnections: 4, onError: () => {} });
  await addUser(db, 'owner');
  return {
    db,
    async end() {
      await close();
      await database.drop();
    },
  };
}

type Row<Table extends keyof Schema> = Partial<Insertable<Schema[Table]>>;

/** Adds a person who may sign in. */
export async function addUser(db: Database, id: string, more: Row<'users'> = {}): Promise<void> {
  await db
    .insertInto('users')
    .values({ id, account: id, nickname: id, state: 'active', ...more })
    .execute();
}

/** Adds an asset that is ready. */
export async function addAsset(db: Database, id: string, more: Row<'assets'> = {}): Promise<void> {
  await db
    .insertInto('assets')
    .values({
      ...{ id, owner_id: 'owner', kind: 'video', origin: 'upload', file_name: `${id}.mp4` },
      ...{ size_bytes: 1000, state: 'ready', media_key: `key of ${id}`, ...more },
    })
    .execute();
}

/** Adds a public, approved video of the asset of the same id. */
export async function addVideo(db: Database, id: string, more: Row<'videos'> = {}): Promise<void> {
  await db
    .insertInto('videos')
    .values({
      ...{ id, asset_id: id, author_id: 'owner', title: id, description: '', tags: [] },
      ...{ visibility: 'public', review: 'approved', ...more },
    })
    .execute();
}

/** Adds an open upload of two parts for the asset of the same id, which is added as well. */
export async function addUpload(db: Database, id: string, more: Row<'uploads'> = {}): Promise<void> {
  await addAsset(db, id, { state: 'uploading' });
  await db
    .insertInto('uploads')
    .values({
      ...{ id, asset_id: id, user_id: 'owner', file_name: `${id}.mp4`, size_bytes: 1000 },
      ...{
        part_size_bytes: 600,
        part_count: 2,
        blob_key: `assets/${id}/source/1`,
        blob_upload_id: `m ${id}`,
      },
      ...{ state: 'open', expires_at: new Date(Date.now() + 3_600_000), ...more },
    })
    .execute();
}

/** Adds a job of an asset that runs, under an attempt of the job's id. */
export async function addJob(
  db: Database,
  id: string,
  assetId: string,
  more: Row<'jobs'> = {},
): Promise<void> {
  await db
    .insertInto('jobs')
    .values({
      ...{
        id,
        subject_type: 'asset',
        subject_id: assetId,
        kind: 'process_first',
        payload: '{}',
        priority: 0,
      },
      ...{ max_failures: 4, time_limit_ms: 60_000 },
      ...{ state: 'running', attempt_id: id, ...more },
    })
    .execute();
}

/** Every page of a list that is read with a limit, by the ids of its items. */
export async function readPages<T>(
  ask: (before: { at: Date; id: string } | null) => Promise<T[]>,
  placeOf: (item: T) => { at: Date; id: string },
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let before: { at: Date; id: string } | null = null; ;) {
    const items: T[] = await ask(before);
    const last = items.at(-1);
    if (last === undefined) return pages;
    pages.push(items.map((item) => placeOf(item).id));
    before = placeOf(last);
  }
}
