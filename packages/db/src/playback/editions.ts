import { editionTransitions, forbiddenTransition, originsOf } from '@weireel/catalogue';
import { sql } from 'kysely';
import { noteArtefact, removeArtefacts } from '../videos/artefacts.ts';
import { signatureLife } from '../videos/signature-life.ts';
import type { Database } from '../engine/connect.ts';
import type { EditionRow, StoredRendition } from './tables.ts';

/** An edition about to be written. */
export interface NewEdition {
  /** New id. */
  id: string;
  /** Asset that it is made of. */
  assetId: string;
  /** Attempt that writes it. */
  attemptId: string;
  /** What it is: the source's own streams, the first rung, or the whole ladder. */
  kind: EditionRow['kind'];
  /** Blob key prefix, with its last slash. */
  keyPrefix: string;
}

/** Notes an edition before its first blob is written: a blob without a row is an orphan. */
export async function insertEdition(db: Database, edition: NewEdition): Promise<void> {
  await noteArtefact(db, { ...edition, key: edition.keyPrefix, kind: 'edition' });
  await db
    .insertInto('editions')
    .values({
      id: edition.id,
      asset_id: edition.assetId,
      attempt_id: edition.attemptId,
      kind: edition.kind,
      key_prefix: edition.keyPrefix,
      state: 'building',
    })
    .execute();
}

/** A playlist to store. */
export interface PlaylistText {
  /** Path below the edition, such as `v0/index.m3u8`. */
  name: string;
  /** The text. */
  body: string;
}

/** Writes or replaces playlists of an edition. */
export async function putPlaylists(
  trx: Database,
  editionId: string,
  playlists: PlaylistText[],
): Promise<void> {
  for (const { name, body } of playlists) {
    await trx
      .insertInto('playlists')
      .values({ edition_id: editionId, name, body })
      .onConflict((conflict) =>
        conflict.columns(['edition_id', 'name']).doUpdateSet({ body, updated_at: sql<Date>`now()` }),
      )
      .execute();
  }
}

/**
 * Sets an edition's state and, when given, its renditions.
 *
 * @throws WeireelError `wrong_state`: the edition cannot become that any more
 */
export async function setEdition(
  trx: Database,
  editionId: string,
  change: { state: 'growing' | 'sealed'; renditions?: StoredRendition[] },
): Promise<void> {
  const row = await trx
    .updateTable('editions')
    .set({
      state: change.state,
      ...(change.renditions && { renditions: JSON.stringify(change.renditions) }),
    })
    .where('id', '=', editionId)
    .where('state', 'in', originsOf(editionTransitions, change.state))
    .returning('id')
    .executeTakeFirst();
  if (row) return;
  const now = await trx.selectFrom('editions').select('state').where('id', '=', editionId).executeTakeFirst();
  if (now) throw forbiddenTransition(now.state, change.state);
}

/** Ends an edition that grows. False: it does not, and nothing was changed. */
export async function sealGrowingEdition(trx: Database, editionId: string): Promise<boolean> {
  const row = await trx
    .updateTable('editions')
    .set({ state: 'sealed' })
    .where('id', '=', editionId)
    .where('state', '=', sql.lit('growing'))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Ends the playlists of an asset's growing editions as far as they came, but for one: nobody adds to them any more, and
 * a player would ask for ever.
 */
export async function endGrowingPlaylists(
  trx: Database,
  assetId: string,
  exceptEditionId: string | null,
): Promise<void> {
  await trx
    .updateTable('playlists')
    .set({ body: sql<string>`body || ${`${endTag}\n`}`, updated_at: sql<Date>`now()` })
    .where('edition_id', 'in', (eb) =>
      eb
        .selectFrom('editions')
        .select('id')
        .where('asset_id', '=', assetId)
        .where('state', '=', sql.lit('growing'))
        .$if(exceptEditionId !== null, (query) => query.where('id', '!=', exceptEditionId)),
    )
    .where('body', 'like', '%#EXT-X-TARGETDURATION:%')
    .where('body', 'not like', `%${endTag}%`)
    .execute();
}

const endTag = '#EXT-X-ENDLIST';

/**
 * Moves the asset's `hlsUrl` to an edition; the former one stays readable until it is swept, and ends where it is if it
 * was still growing.
 */
export async function publishEdition(trx: Database, assetId: string, editionId: string): Promise<void> {
  await endGrowingPlaylists(trx, assetId, editionId);
  await trx
    .updateTable('editions')
    .set({ state: 'retired', retired_at: sql<Date>`now()` })
    .where('asset_id', '=', assetId)
    .where('state', 'in', originsOf(editionTransitions, 'retired'))
    .where('id', '!=', editionId)
    .execute();
  await trx.updateTable('assets').set({ edition_id: editionId }).where('id', '=', assetId).execute();
  await trx
    .updateTable('artefacts')
    .from('editions')
    .set({ state: 'stored' })
    .whereRef('artefacts.key', '=', 'editions.key_prefix')
    .where('editions.id', '=', editionId)
    .execute();
}

/**
 * Takes back everything of an asset that plays: nothing does any more. Those editions count as never published, and
 * the sweeper removes them.
 */
export async function withdrawEditions(trx: Database, assetId: string): Promise<void> {
  await trx.updateTable('assets').set({ edition_id: null }).where('id', '=', assetId).execute();
  await trx
    .updateTable('editions')
    .set({ state: 'building', retired_at: null })
    .where('asset_id', '=', assetId)
    .where('state', 'in', originsOf(editionTransitions, 'building'))
    .execute();
  await trx
    .updateTable('artefacts')
    .set({ state: 'pending' })
    .where('asset_id', '=', assetId)
    .where('kind', '=', sql.lit('edition'))
    .execute();
}

/** Finds a published edition of an asset. */
export async function findEdition(db: Database, id: string, assetId: string): Promise<EditionRow | null> {
  const row = await db
    .selectFrom('editions')
    .selectAll()
    .where('id', '=', id)
    .where('asset_id', '=', assetId)
    .where('state', '!=', sql.lit('building'))
    .executeTakeFirst();
  return row ?? null;
}

/** Reads a playlist of a published edition of an asset. */
export async function findPlaylist(
  db: Database,
  options: { assetId: string; editionId: string; name: string },
): Promise<{ body: string; state: EditionRow['state']; updatedAt: Date } | null> {
  const row = await db
    .selectFrom('playlists')
    .innerJoin('editions', 'editions.id', 'playlists.edition_id')
    .select(['playlists.body', 'playlists.updated_at', 'editions.state'])
    .where('editions.asset_id', '=', options.assetId)
    .where('editions.id', '=', options.editionId)
    .where('editions.state', '!=', sql.lit('building'))
    .where('playlists.name', '=', options.name)
    .executeTakeFirst();
  return row ? { body: row.body, state: row.state, updatedAt: row.updated_at } : null;
}

/**
 * Editions that nobody needs: still building though their attempt is over, or retired longer ago than any
 * signature for them can live.
 */
export async function listSpentEditions(db: Database): Promise<EditionRow[]> {
  return db
    .selectFrom('editions')
    .innerJoin('assets', 'assets.id', 'editions.asset_id')
    .selectAll('editions')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('editions.state', 'in', ['building', 'growing']),
          eb.or([eb('assets.edition_id', 'is', null), eb('assets.edition_id', '!=', eb.ref('editions.id'))]),
          eb.not(
            eb.exists(
              eb
                .selectFrom('jobs')
                .select('jobs.id')
                .whereRef('jobs.attempt_id', '=', 'editions.attempt_id')
                .where('jobs.state', '=', sql.lit('running')),
            ),
          ),
        ]),
        eb.and([
          eb('editions.state', '=', 'retired'),
          sql<boolean>`editions.retired_at < now() - ${signatureLife(eb.ref('assets.duration_ms'))}`,
        ]),
      ]),
    )
    .execute();
}

/** Removes an edition's row and playlists, after its blobs. */
export async function removeEdition(db: Database, id: string): Promise<void> {
  const row = await db.deleteFrom('editions').where('id', '=', id).returning('key_prefix').executeTakeFirst();
  if (row) await removeArtefacts(db, [row.key_prefix]);
}

/** Removes the row of an edition that was never published. */
export async function removeDraftEdition(db: Database, id: string): Promise<void> {
  const row = await db
    .deleteFrom('editions')
    .where('id', '=', id)
    .where('state', '=', sql.lit('building'))
    .returning('key_prefix')
    .executeTakeFirst();
  if (row) await removeArtefacts(db, [row.key_prefix]);
}

/** The edition of an asset that plays now; null before one does. */
export async function findCurrentEdition(db: Database, assetId: string): Promise<EditionRow | null> {
  const row = await db
    .selectFrom('editions')
    .innerJoin('assets', 'assets.edition_id', 'editions.id')
    .selectAll('editions')
    .where('assets.id', '=', assetId)
    .executeTakeFirst();
  return row ?? null;
}
