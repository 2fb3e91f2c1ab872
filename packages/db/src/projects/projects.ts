import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { ProjectRow } from './tables.ts';

/** What a project says. */
export interface ProjectContent {
  /** Its name. */
  title: string;
  /** What is edited. */
  document: object;
  /** How long its timeline is. */
  durationMs: number;
  /** Asset of its first clip; null: there is none. */
  coverAssetId: string | null;
}

/** A project without what it says. */
export type ListedProject = Omit<ProjectRow, 'document'> & {
  /** Slots of its document. */
  slot_count: number;
};

/** Adds a project. */
export function insertProject(
  trx: Database,
  content: ProjectContent & { id: string; ownerId: string },
): Promise<ProjectRow> {
  return trx
    .insertInto('projects')
    .values({ id: content.id, owner_id: content.ownerId, ...columnsOf(content) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function columnsOf({ title, document, durationMs, coverAssetId }: ProjectContent) {
  const columns = { title, document: JSON.stringify(document), duration_ms: durationMs };
  return { ...columns, cover_asset_id: coverAssetId };
}

/** Finds a person's project; null: there is none, or it is another's. */
export async function findProject(db: Database, id: string, ownerId: string): Promise<ProjectRow | null> {
  const row = await db
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return row ?? null;
}

/** The present revision of a person's project; null: there is none, or it is another's. */
export async function findRevision(db: Database, id: string, ownerId: string): Promise<number | null> {
  const row = await db
    .selectFrom('projects')
    .select('revision')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return row?.revision ?? null;
}

/** How many projects a person has. */
export async function countProjects(db: Database, ownerId: string): Promise<number> {
  const row = await db
    .selectFrom('projects')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** A person's projects without what they say, the latest changed first. */
export function listProjects(
  db: Database,
  ownerId: string,
  { after, limit }: { after: ListPosition | null; limit: number },
): Promise<ListedProject[]> {
  return db
    .selectFrom('projects')
    .select(['id', 'owner_id', 'title', 'duration_ms', 'revision', 'cover_asset_id'])
    .select(['created_at', 'updated_at'])
    .select(sql<number>`coalesce(jsonb_array_length(document #> '{template,slots}'), 0)`.as('slot_count'))
    .where('owner_id', '=', ownerId)
    .$if(after !== null, (query) => query.where(isAfter(['updated_at', 'id'], after)))
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Writes a project whole, if it still has the revision that it was changed from; null: it has not. */
export async function putProject(
  trx: Database,
  { id, ownerId, revision }: { id: string; ownerId: string; revision: number },
  content: ProjectContent,
): Promise<ProjectRow | null> {
  const row = await trx
    .updateTable('projects')
    .set({ ...columnsOf(content), revision: revision + 1, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Deletes a person's project; false: there is none. */
export async function deleteProject(db: Database, id: string, ownerId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('projects')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
