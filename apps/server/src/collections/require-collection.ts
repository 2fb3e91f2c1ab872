import { isManagedBy, may, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { collectionFacts, findCollection, lockCollection, type CollectionOf } from '@weireel/db/collections';

/**
 * A collection that the viewer may see.
 *
 * @throws WeireelError `not_found`: there is none, or not for them
 */
export async function requireCollection(db: Database, id: string, viewer: Viewer): Promise<CollectionOf> {
  const row = await findCollection(db, id, viewer?.id ?? null);
  if (!row || !may('see', collectionFacts(row), viewer)) throw new WeireelError('not_found');
  return row;
}

/**
 * Holds the row of a collection that the viewer may change: its owner, and by permission.
 *
 * @throws WeireelError `not_found`: as above; `forbidden`: they may see it, and no more
 */
export async function lockManagedCollection(
  trx: Database,
  id: string,
  viewer: NonNullable<Viewer>,
): Promise<CollectionOf> {
  await lockCollection(trx, id);
  const row = await requireCollection(trx, id, viewer);
  if (!isManagedBy(collectionFacts(row), viewer)) throw new WeireelError('forbidden');
  return row;
}
