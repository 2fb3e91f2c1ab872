import { mostCategories, type CategoryNames } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { CategoryRow } from './tables.ts';

/** All categories, in their order. */
export function listCategories(db: Database): Promise<CategoryRow[]> {
  return db.selectFrom('categories').selectAll().orderBy('place').orderBy('id').execute();
}

/** A category; null: there is none of this id. */
export async function findCategory(db: Database, id: string): Promise<CategoryRow | null> {
  return (await db.selectFrom('categories').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Adds a category behind the others; null: there are as many as there may be. */
export async function insertCategory(
  trx: Database,
  { id, names }: { id: string; names: CategoryNames },
): Promise<CategoryRow | null> {
  const all = await lockCategories(trx);
  if (all.length >= mostCategories) return null;
  const place = (all.at(-1)?.place ?? 0) + 1;
  return trx
    .insertInto('categories')
    .values({ id, name_zh: names.zh, name_en: names.en, place })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Renames a category, retires it, or brings it back; null: there is none of this id. */
export async function updateCategory(
  db: Database,
  { id, names, isRetired }: { id: string; names: CategoryNames; isRetired: boolean },
): Promise<CategoryRow | null> {
  const row = await db
    .updateTable('categories')
    .set({ name_zh: names.zh, name_en: names.en, is_retired: isRetired })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Puts all categories in an order; false: these are not all of them. */
export async function orderCategories(trx: Database, ids: readonly string[]): Promise<boolean> {
  const known = new Set((await lockCategories(trx)).map(({ id }) => id));
  if (known.size !== ids.length || !ids.every((id) => known.has(id))) return false;
  await sql`update categories set place = wanted.place
    from unnest(${ids}::text[]) with ordinality as wanted (id, place) where wanted.id = categories.id`.execute(
    trx,
  );
  return true;
}

/** All categories in their order, while nobody adds or moves one. */
async function lockCategories(trx: Database): Promise<CategoryRow[]> {
  await sql`lock table categories in share row exclusive mode`.execute(trx);
  return listCategories(trx);
}
