import type { ArtefactKind } from '@weireel/catalogue';
import { assetSubject, processingKinds } from '@weireel/contract';
import { appendEvent, inTransaction, type Database } from '@weireel/db';
import { listPlaylists } from '@weireel/db/admin';
import { putPlaylists, sealGrowingEdition, type EditionRow } from '@weireel/db/playback';
import { setStage } from '@weireel/db/processing';
import { changeAsset, forgetCover, lockAsset, removeArtefacts } from '@weireel/db/videos';
import { parsePlaylist } from '@weireel/hls';
import { enqueueJob, hasUnfinishedJob } from '@weireel/jobs';
import { madeStages, processAgain } from '@weireel/processing';

/** Kinds that one look at the smallest rendition makes: all of them, or none. */
export const madeTogether: readonly ArtefactKind[] = ['candidate', 'storyboard', 'preview'];

/** What is missing of an asset. */
export interface AssetDamage {
  /** Keys of artefacts whose bytes are gone. */
  artefacts: { kind: ArtefactKind; key: string; videoId: string | null }[];
  /** Keys of files that its playlists name. */
  segments: string[];
}

/** What mending works with. */
export interface MendOptions {
  /** Typed queries. */
  db: Database;
  /** Makes ids of jobs. */
  newId: () => string;
}

/**
 * Forgets what is missing and has made again what can be: everything from the source, or what is made of the
 * segments from those. An asset that lost both says that it failed.
 */
export async function mendAsset({ db, newId }: MendOptions, id: string, damage: AssetDamage): Promise<void> {
  await inTransaction(db, async (trx) => {
    const asset = await lockAsset(trx, id);
    if (!asset) return;
    const lacks = (...kinds: ArtefactKind[]): boolean =>
      damage.artefacts.some(({ kind }) => kinds.includes(kind));
    // One that is being processed says by itself that its source is missing.
    const forgotten = damage.artefacts.filter(({ kind }) => kind !== 'source' || asset.state === 'ready');
    await removeArtefacts(
      trx,
      forgotten.map(({ key }) => key),
    );
    if (lacks('poster')) await setStage(trx, id, 'poster', 'failed');
    for (const { videoId } of damage.artefacts)
      if (videoId !== null) await forgetCover(trx, videoId, { isSpent: false });
    if (asset.state !== 'ready') return;
    if (damage.segments.length > 0 && lacks('source')) {
      await changeAsset(trx, id, { state: 'failed', failureCode: 'source_missing' });
    } else if (damage.segments.length > 0) {
      await processAgain(trx, asset, madeStages, { newId });
    } else if (lacks('progressive', ...madeTogether)) {
      await processAgain(trx, asset, ['progressive', 'derived'], { newId }, 'process_ladder');
    } else if (lacks('poster', 'cover')) {
      await enqueueJob(trx, { id: newId(), kind: 'make_cover', ownerId: asset.owner_id, subjectId: id });
    }
    await appendEvent(trx, { kind: 'asset.changed', subjectId: id, userId: asset.owner_id });
  });
}

/** Has covers made that were chosen and that no job is left to make. */
export async function makeCoverAgain({ db, newId }: MendOptions, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const asset = await lockAsset(trx, id);
    if (!asset || (await hasUnfinishedJob(trx, assetSubject(id), ['make_cover']))) return;
    await enqueueJob(trx, { id: newId(), kind: 'make_cover', ownerId: asset.owner_id, subjectId: id });
  });
}

/** Has an asset processed that waits for it though no job is left. */
export async function startProcessing({ db, newId }: MendOptions, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const asset = await lockAsset(trx, id);
    if (asset?.state !== 'processing') return;
    if (await hasUnfinishedJob(trx, assetSubject(id), processingKinds)) return;
    await processAgain(trx, asset, [], { newId });
  });
}

/** Ends the playlists of an edition that will not grow any more, so that players stop waiting. */
export async function sealEdition(db: Database, edition: EditionRow): Promise<void> {
  await inTransaction(db, async (trx) => {
    // Meanwhile another one may have taken its place, or it was withdrawn.
    if (!(await sealGrowingEdition(trx, edition.id))) return;
    const endless = (await listPlaylists(trx, edition.id)).filter(({ body }) => {
      const playlist = parsePlaylist(body);
      return playlist.kind === 'media' && !playlist.isEnded;
    });
    const ended = endless.map(({ name, body }) => ({ name, body: `${body.trimEnd()}\n#EXT-X-ENDLIST\n` }));
    await putPlaylists(trx, edition.id, ended);
  });
}
