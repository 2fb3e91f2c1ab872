import type { ArtefactKind, AssetKind } from '@weireel/catalogue';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { signatureLife } from './signature-life.ts';
import type { ArtefactFacts } from './tables.ts';

/** A stored artefact with what is known of it. */
export type StoredArtefact<K extends ArtefactKind = ArtefactKind> = {
  [Kind in K]: {
    /** What it is. */
    kind: Kind;
    /** Blob key; of an edition, the prefix of its files. */
    key: string;
    /** What is known of it. */
    facts: ArtefactFacts[Kind];
  };
}[K];

/** An artefact about to be written. */
export type NewArtefact = ArtefactOwner & {
  /** Blob key; of an edition, the prefix of its files. */
  key: string;
  /** What it is. */
  kind: ArtefactKind;
  /** Attempt that writes it; null: an upload does. */
  attemptId: string | null;
  /** Its size where that is known before it is written. Absent: it is not. */
  sizeBytes?: number;
};

/** The asset that an artefact belongs to, or the person. */
export type ArtefactOwner = { assetId: string; personId?: never } | { personId: string; assetId?: never };

/** Notes an artefact before its first byte is written: a blob of a known kind without a row is an orphan. */
export async function noteArtefact(db: Database, artefact: NewArtefact): Promise<void> {
  await db
    .insertInto('artefacts')
    .values({
      key: artefact.key,
      asset_id: artefact.assetId ?? null,
      person_id: artefact.personId ?? null,
      kind: artefact.kind,
      state: 'pending',
      attempt_id: artefact.attemptId,
      size_bytes: artefact.sizeBytes ?? null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Notes the size of a blob whose bytes came as a stream. */
export async function measureArtefact(db: Database, key: string, sizeBytes: number): Promise<void> {
  await db.updateTable('artefacts').set({ size_bytes: sizeBytes }).where('key', '=', key).execute();
}

/** Says that a noted artefact is whole, in the transaction that shows it. */
export async function storeArtefact<K extends ArtefactKind>(
  trx: Database,
  artefact: StoredArtefact<K>,
): Promise<void> {
  const row = await trx
    .updateTable('artefacts')
    .set({ state: 'stored', facts: JSON.stringify(artefact.facts) })
    .where('key', '=', artefact.key)
    .returning('key')
    .executeTakeFirst();
  if (!row) throw new Error(`the artefact ${artefact.key} was stored without having been noted`);
}

/**
 * Shows new artefacts of some kinds in place of all that the asset had; those are removed when nobody can be looking
 * at them any more.
 */
export async function replaceArtefacts<K extends AssetKind>(
  trx: Database,
  assetId: string,
  kinds: readonly K[],
  artefacts: readonly StoredArtefact<K>[],
): Promise<void> {
  const former = await listArtefacts(trx, assetId, kinds);
  const kept = new Set(artefacts.map(({ key }) => key));
  await spendArtefacts(
    trx,
    former.map(({ key }) => key).filter((key) => !kept.has(key)),
  );
  for (const artefact of artefacts) await storeArtefact(trx, artefact);
}

/** Lets go of artefacts: they are removed when nobody can be looking at them any more, or at once. */
export async function spendArtefacts(
  trx: Database,
  keys: readonly string[],
  { isUrgent = false } = {},
): Promise<void> {
  if (keys.length === 0) return;
  await trx
    .updateTable('artefacts')
    .from('assets')
    .whereRef('assets.id', '=', 'artefacts.asset_id')
    .where('artefacts.key', 'in', [...keys])
    .set((eb) => ({
      state: 'spent',
      remove_after: isUrgent
        ? sql<Date>`now()`
        : sql<Date>`now() + ${signatureLife(eb.ref('assets.duration_ms'))}`,
    }))
    .execute();
}

/** What is stored of an asset, of some kinds or of all; sheets and candidates in their order. */
export async function listArtefacts<K extends AssetKind = AssetKind>(
  db: Database,
  assetId: string,
  kinds?: readonly K[],
): Promise<StoredArtefact<K>[]> {
  let query = db
    .selectFrom('artefacts')
    .select(['kind', 'key', 'facts'])
    .where('asset_id', '=', assetId)
    .where('state', '=', sql.lit('stored'));
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
  const rows = await query.orderBy('created_at').orderBy('key').execute();
  // Facts were written by `storeArtefact` for the row's own kind.
  return rows as StoredArtefact<K>[];
}

/** What an asset has of a kind; null: nothing. */
export async function findArtefact<K extends AssetKind>(
  db: Database,
  assetId: string,
  kind: K,
): Promise<StoredArtefact<K> | null> {
  return (await listArtefacts(db, assetId, [kind])).at(-1) ?? null;
}

/** Sizes of stored blobs in bytes, by their keys; those whose size is not known are left out. */
export async function listBlobSizes(db: Database, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('artefacts')
    .select(['key', 'size_bytes'])
    .where('key', 'in', [...keys])
    .where('state', '=', sql.lit('stored'))
    .execute();
  return new Map(rows.flatMap(({ key, size_bytes }) => (size_bytes === null ? [] : [[key, size_bytes]])));
}

/** Those of one kind among an asset's artefacts. */
export function artefactsOf<K extends ArtefactKind>(
  artefacts: readonly StoredArtefact[],
  kind: K,
): StoredArtefact<K>[] {
  // The comparison is what the compiler cannot follow.
  return artefacts.filter((each) => each.kind === kind) as StoredArtefact<K>[];
}

/** Sheets of a storyboard, in their order. */
export function sheetsOf(artefacts: readonly StoredArtefact[]): StoredArtefact<'storyboard'>[] {
  return artefactsOf(artefacts, 'storyboard').toSorted((a, b) => a.facts.sheet - b.facts.sheet);
}

/** Pictures that would make a cover, in the order of time. */
export function candidatesOf(artefacts: readonly StoredArtefact[]): StoredArtefact<'candidate'>[] {
  return artefactsOf(artefacts, 'candidate').toSorted((a, b) => a.facts.atMs - b.facts.atMs);
}

/** Removes the rows of artefacts, after their bytes. */
export async function removeArtefacts(db: Database, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db
    .deleteFrom('artefacts')
    .where('key', 'in', [...keys])
    .execute();
}
