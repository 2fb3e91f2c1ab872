import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { PreviewRow } from './tables.ts';

/** A preview with how its files are named. */
export type PreviewOfProject = PreviewRow & {
  /** Random part of its media path. */
  media_key: string;
};

/** Notes the asset of a project's preview, of which nothing is made yet. */
export async function insertPreview(
  trx: Database,
  preview: { assetId: string; projectId: string; ownerId: string; revision: number },
): Promise<void> {
  // One that is being removed counts no more.
  await trx
    .updateTable('previews')
    .set({ project_id: null })
    .where('project_id', '=', preview.projectId)
    .execute();
  await trx
    .insertInto('previews')
    .values({
      ...{ asset_id: preview.assetId, project_id: preview.projectId, owner_id: preview.ownerId },
      revision: preview.revision,
    })
    .execute();
}

function previews(db: Database) {
  return db
    .selectFrom('previews')
    .innerJoin('assets', 'assets.id', 'previews.asset_id')
    .selectAll('previews')
    .select('assets.media_key')
    .where('assets.state', '!=', sql.lit('deleted'));
}

/** The preview of a project; null: there is none. */
export async function findPreviewOfProject(
  db: Database,
  projectId: string,
): Promise<PreviewOfProject | null> {
  return (await previews(db).where('project_id', '=', projectId).executeTakeFirst()) ?? null;
}

/** The preview that an asset is; null: it is none. */
export async function findPreview(db: Database, assetId: string): Promise<PreviewOfProject | null> {
  return (await previews(db).where('asset_id', '=', assetId).executeTakeFirst()) ?? null;
}

/** How many previews of a person are in the making. */
export async function countMaking(db: Database, ownerId: string): Promise<number> {
  const row = await db
    .selectFrom('previews')
    .innerJoin('assets', 'assets.id', 'previews.asset_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('previews.owner_id', '=', ownerId)
    .where('previews.state', '=', sql.lit('making'))
    .where('assets.state', '!=', sql.lit('deleted'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Says that a preview is in use, and, when it `isMaking`, that a revision of it is being made. */
export async function wantPreview(
  trx: Database,
  assetId: string,
  { revision, isMaking }: { revision: number; isMaking: boolean },
): Promise<void> {
  await trx
    .updateTable('previews')
    .set({
      used_at: sql<Date>`now()`,
      ...(isMaking && { revision, state: 'making' as const, progress: 0, failure_code: null }),
    })
    .where('asset_id', '=', assetId)
    .execute();
}

/** Says how far the making of a revision is, 0 to 1. */
export async function setPreviewProgress(
  db: Database,
  { assetId, revision }: { assetId: string; revision: number },
  progress: number,
): Promise<void> {
  await db
    .updateTable('previews')
    .set({ progress })
    .where('asset_id', '=', assetId)
    .where('revision', '=', revision)
    .where('state', '=', sql.lit('making'))
    .execute();
}

/** Shows a revision, unless another was asked for meanwhile: false then. */
export async function publishPreview(
  trx: Database,
  { assetId, revision }: { assetId: string; revision: number },
  playlist: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('previews')
    .set({ state: 'ready', progress: 1, playlist })
    .where('asset_id', '=', assetId)
    .where('revision', '=', revision)
    .where('state', '=', sql.lit('making'))
    .returning('asset_id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Says why what is being made is not.
 *
 * @param which `revision`: nothing is said when another was asked for meanwhile. Absent: whichever it is
 */
export async function failPreview(
  trx: Database,
  { assetId, revision }: { assetId: string; revision?: number },
  code: string,
): Promise<void> {
  let query = trx
    .updateTable('previews')
    .set({ state: 'failed', failure_code: code })
    .where('asset_id', '=', assetId)
    .where('state', '=', sql.lit('making'));
  if (revision !== undefined) query = query.where('revision', '=', revision);
  await query.execute();
}

/** The playlist of an asset's preview, when it shows this revision; null: it does not, or no more. */
export async function findPreviewPlaylist(
  db: Database,
  assetId: string,
  revision: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('previews')
    .select('playlist')
    .where('asset_id', '=', assetId)
    .where('revision', '=', revision)
    .where('state', '=', sql.lit('ready'))
    .executeTakeFirst();
  return row?.playlist ?? null;
}

/** Key of the picture of a frame of a revision; null: it is not made. */
export async function findStill(
  db: Database,
  assetId: string,
  { revision, frame }: { revision: number; frame: number },
): Promise<string | null> {
  const row = await db
    .selectFrom('artefacts')
    .select('key')
    .where('asset_id', '=', assetId)
    .where('kind', '=', sql.lit('still'))
    .where('state', '=', sql.lit('stored'))
    .where(sql<string>`facts ->> 'revision'`, '=', String(revision))
    .where(sql<string>`facts ->> 'frame'`, '=', String(frame))
    .executeTakeFirst();
  return row?.key ?? null;
}

/** Segments that a preview keeps beside those that it shows, for whoever takes an edit back. */
const spareSegments = 200;

/**
 * Keys of what a preview does not show: files of its playlists at once, segments beyond the latest few, and single
 * pictures of other revisions.
 *
 * @param shown keys of the files that its playlist names, and of the segments in them
 */
export async function listSpentPreviews(
  db: Database,
  { assetId, revision }: { assetId: string; revision: number },
  shown: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from (
      select key, kind, facts, row_number() over (partition by kind order by created_at desc, key) as place
      from artefacts where asset_id = ${assetId} and state = 'stored' and key <> all(${[...shown]}::text[])
    ) as hidden
    where kind in ('fragment', 'sound')
      or (kind = 'still' and facts ->> 'revision' <> ${String(revision)})
      or (kind = 'segment' and place > ${spareSegments})`.execute(db);
  return rows.map(({ key }) => key);
}

/** Assets of the previews of a person's projects that use an asset. */
export async function listPreviewsUsing(
  db: Database,
  { assetId, ownerId }: { assetId: string; ownerId: string },
): Promise<string[]> {
  const rows = await previews(db)
    .innerJoin('projects', 'projects.id', 'previews.project_id')
    .where('previews.owner_id', '=', ownerId)
    .where(
      sql<boolean>`exists (select from jsonb_each(projects.document -> 'assets') as used
        where used.value ->> 'assetId' = ${assetId})`,
    )
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}

/** Assets of previews whose project is gone, or which nobody has asked for for a week. */
export async function listUnusedPreviews(db: Database, limit: number): Promise<string[]> {
  const rows = await previews(db)
    .where((eb) =>
      eb.or([eb('project_id', 'is', null), eb('used_at', '<', sql<Date>`now() - interval '7 days'`)]),
    )
    .limit(limit)
    .execute();
  return rows.map(({ asset_id }) => asset_id);
}
