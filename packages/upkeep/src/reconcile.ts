import type { BlobStore } from '@weireel/blob';
import { avatarKey, type AssetKind } from '@weireel/catalogue';
import { inTransaction, whileNoBackup, type Database } from '@weireel/db';
import {
  listAllOpenUploads,
  listPlaylists,
  listProcessedAssets,
  listStuckAssets,
  listUnmadeCovers,
  listUnsealedEditions,
} from '@weireel/db/admin';
import { listShownAvatars } from '@weireel/db/people';
import { findCurrentEdition, listSpentEditions } from '@weireel/db/playback';
import { listArtefacts, type AssetRow, type StoredArtefact } from '@weireel/db/videos';
import { parsePlaylist } from '@weireel/hls';
import { listUndeliveredJobs, redeliverLostJobs } from '@weireel/jobs';
import { takeAvatar } from '@weireel/publishing';
import { expireUpload } from './expire-upload.ts';
import {
  madeTogether,
  makeCoverAgain,
  mendAsset,
  sealEdition,
  startProcessing,
  type AssetDamage,
} from './mend.ts';
import { orphanBlobs, orphanMultiparts, removeWithBlobs } from './sweep.ts';

/** What rows and blobs disagree about, or what nobody works on any more. */
export type FindingKind =
  /** A blob that no row knows. */
  | 'orphan_blob'
  /** An unfinished multipart blob without an open upload. */
  | 'orphan_multipart'
  /** An edition that was never published and whose attempt is over, or that was retired long ago. */
  | 'spent_edition'
  /** An edition that plays and grows though nobody works on it: its playlist never ends. */
  | 'unsealed_edition'
  /** The source of an asset is missing. */
  | 'source_missing'
  /** A file that a playlist of the edition that plays names is missing. */
  | 'segment_missing'
  /** The cover picture is missing. */
  | 'poster_missing'
  /** A picture that its author chose as a video's cover is missing. */
  | 'cover_missing'
  /** A cover was chosen and nobody makes it. */
  | 'cover_not_made'
  /** A picture to choose a cover from is missing. */
  | 'candidate_missing'
  /** The progressive file is missing. */
  | 'mp4_missing'
  /** What is drawn with, of a file of somebody's own, is missing: they have to send it again. */
  | 'file_missing'
  /** Another form of a film is missing: it can be asked for again. */
  | 'export_missing'
  /** The storyboard is missing. */
  | 'storyboard_missing'
  /** The preview is missing. */
  | 'preview_missing'
  /** What a person is shown by is missing; they are shown without it. */
  | 'avatar_missing'
  /** An asset waits for processing and no job is left to do it. */
  | 'processing_stuck'
  /** A job that is not done and that the queue does not know. */
  | 'job_undelivered'
  /** An open upload whose bytes are missing. */
  | 'upload_bytes_missing';

/** One thing that was found. */
export interface Finding {
  /** What. */
  kind: FindingKind;
  /** Blob key, or id of the asset, edition, job or upload. */
  subject: string;
  /** More, such as the missing key; may be empty. */
  detail: string;
}

/** What a reconciliation works with. */
export interface ReconcileOptions {
  /** Typed queries. */
  db: Database;
  /** Media bytes. */
  blobs: BlobStore;
  /** Makes ids of jobs. */
  newId: () => string;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Age below which an unfinished multipart blob is left alone: its row may be about to be committed. */
  youngMs: number;
  /** Only look. */
  dryRun: boolean;
}

const pageSize = 200;

/**
 * Compares rows with blobs in both directions, and unless `dryRun` mends what it finds: bytes that nobody knows are
 * removed, what can be made again from a source is made again, and what cannot is said. Safe beside everything
 * else; findings are yielded as they come, each before it is mended.
 */
export async function* reconcile(options: ReconcileOptions): AsyncGenerator<Finding> {
  yield* reconcileUploads(options);
  yield* reconcileAssets(options);
  yield* reconcileEditions(options);
  yield* reconcileAvatars(options);
  yield* reconcileJobs(options);
  yield* reconcileBlobs(options);
}

async function* reconcileUploads({ db, blobs, dryRun }: ReconcileOptions): AsyncGenerator<Finding> {
  const uploads = await listAllOpenUploads(db);
  const there = new Set<string>();
  for await (const { uploadId } of blobs.listMultiparts()) there.add(uploadId);
  for (const upload of uploads) {
    // Moved to its place already by a completion that was killed before its commit: the next one goes on.
    if (there.has(upload.blob_upload_id) || (await blobs.head(upload.blob_key)) !== null) continue;
    const isStillOpen = (await listAllOpenUploads(db)).some(({ id }) => id === upload.id);
    if (!isStillOpen) continue;
    yield { kind: 'upload_bytes_missing', subject: upload.id, detail: upload.file_name };
    if (!dryRun) await expireUpload(db, blobs, upload);
  }
}

async function* reconcileAssets(options: ReconcileOptions): AsyncGenerator<Finding> {
  const { db, dryRun } = options;
  for (let afterId = ''; ;) {
    const page = await listProcessedAssets(db, { afterId, limit: pageSize });
    for (const asset of page) {
      const damage = await findDamage(options, asset);
      for (const { kind, detail } of damage.findings) yield { kind, subject: asset.id, detail };
      if (!dryRun && damage.findings.length > 0) await mendAsset(options, asset.id, damage);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    afterId = last.id;
  }
  for (const { id, file_name } of await listUnmadeCovers(db)) {
    yield { kind: 'cover_not_made', subject: id, detail: file_name };
    if (!dryRun) await makeCoverAgain(options, id);
  }
  for (const { id, file_name } of await listStuckAssets(db)) {
    yield { kind: 'processing_stuck', subject: id, detail: file_name };
    if (!dryRun) await startProcessing(options, id);
  }
}

/** What a renderer keeps of its work. */
const renderedKinds = ['segment', 'fragment', 'sound', 'still', 'mezzanine'] as const satisfies AssetKind[];
type RenderedKind = (typeof renderedKinds)[number];

function isRendered(kind: AssetKind): kind is RenderedKind {
  return renderedKinds.some((each) => each === kind);
}

/**
 * What the absence of each kind is called; files of an edition are looked for by its playlists, and what a renderer keeps
 * is made again when it is needed.
 */
const findingOf: Record<Exclude<AssetKind, 'edition' | RenderedKind>, FindingKind> = {
  source: 'source_missing',
  poster: 'poster_missing',
  progressive: 'mp4_missing',
  picture: 'file_missing',
  lut: 'file_missing',
  font: 'file_missing',
  export: 'export_missing',
  cover: 'cover_missing',
  candidate: 'candidate_missing',
  storyboard: 'storyboard_missing',
  preview: 'preview_missing',
};

async function findDamage(
  { db, blobs }: ReconcileOptions,
  asset: AssetRow,
): Promise<AssetDamage & { findings: Pick<Finding, 'kind' | 'detail'>[] }> {
  const missing: AssetDamage['artefacts'] = [];
  const findings: Pick<Finding, 'kind' | 'detail'>[] = [];
  for (const artefact of inOrder(await listArtefacts(db, asset.id))) {
    const { kind, key } = artefact;
    if (kind === 'edition' || isRendered(kind)) continue;
    if (kind === 'source' && asset.state === 'failed') continue;
    if ((await blobs.head(key)) !== null) continue;
    const isFirst = !missing.some((other) => other.kind === kind);
    // One of a set tells of all: they are made again together.
    if (isFirst || !madeTogether.includes(kind)) findings.push({ kind: findingOf[kind], detail: key });
    missing.push({ kind, key, videoId: kind === 'cover' ? artefact.facts.videoId : null });
  }
  const segments = asset.state === 'failed' ? [] : await missingFiles(db, blobs, asset);
  const lost = segments.map((key) => ({ kind: 'segment_missing' as const, detail: key }));
  const isOfSource = ({ kind }: { kind: FindingKind }): boolean => kind === 'source_missing';
  return {
    artefacts: missing,
    segments,
    findings: [...findings.filter(isOfSource), ...lost, ...findings.filter((each) => !isOfSource(each))],
  };
}

/** Told in the order in which people miss them. */
function inOrder(artefacts: StoredArtefact<AssetKind>[]): StoredArtefact<AssetKind>[] {
  const order = Object.keys(findingOf);
  return artefacts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Keys that the playlists of the edition that plays name, and that are not there. */
async function missingFiles(db: Database, blobs: BlobStore, asset: AssetRow): Promise<string[]> {
  const edition = await findCurrentEdition(db, asset.id);
  if (!edition) return [];
  // Playlists first: what they name was stored before them.
  const named = new Set<string>();
  for (const { name, body } of await listPlaylists(db, edition.id)) {
    const playlist = parsePlaylist(body);
    if (playlist.kind !== 'media') continue;
    const folder = edition.key_prefix + name.slice(0, name.lastIndexOf('/') + 1);
    for (const { uri, map } of playlist.segments) {
      named.add(folder + uri);
      if (map) named.add(folder + map.uri);
    }
  }
  for await (const { key } of blobs.list(edition.key_prefix)) named.delete(key);
  return [...named];
}

async function* reconcileEditions({ db, blobs, dryRun }: ReconcileOptions): AsyncGenerator<Finding> {
  for (const edition of await listSpentEditions(db)) {
    yield { kind: 'spent_edition', subject: edition.id, detail: edition.key_prefix };
    if (!dryRun) await removeWithBlobs(db, blobs, edition);
  }
  for (const edition of await listUnsealedEditions(db)) {
    yield { kind: 'unsealed_edition', subject: edition.id, detail: edition.key_prefix };
    if (!dryRun) await sealEdition(db, edition);
  }
}

async function* reconcileAvatars(options: ReconcileOptions): AsyncGenerator<Finding> {
  const { db, blobs, newId, dryRun } = options;
  for (let afterId = ''; ;) {
    const page = await listShownAvatars(db, { afterId, limit: pageSize });
    for (const { id, prefix } of page) {
      const keys = [avatarKey(prefix, 'small'), avatarKey(prefix, 'large')];
      const facts = await Promise.all(keys.map((key) => blobs.head(key)));
      if (!facts.includes(null)) continue;
      yield { kind: 'avatar_missing', subject: id, detail: prefix };
      // What they have sent is not kept: only they can send it again.
      if (!dryRun) await inTransaction(db, (trx) => takeAvatar(trx, { personId: id, byId: null }, { newId }));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    afterId = last.id;
  }
}

async function* reconcileJobs({ db, dryRun }: ReconcileOptions): AsyncGenerator<Finding> {
  const undelivered = await listUndeliveredJobs(db);
  for (const { id, kind } of undelivered) yield { kind: 'job_undelivered', subject: id, detail: kind };
  if (!dryRun && undelivered.length > 0) await redeliverLostJobs(db);
}

async function* reconcileBlobs(options: ReconcileOptions): AsyncGenerator<Finding> {
  const { db, blobs, dryRun } = options;
  const beforeMs = options.nowMs - options.youngMs;
  for await (const { key, uploadId } of orphanMultiparts(db, blobs, beforeMs)) {
    yield { kind: 'orphan_multipart', subject: uploadId, detail: key };
    if (!dryRun) await blobs.abortMultipart(key, uploadId);
  }
  for await (const { key } of orphanBlobs(db, blobs, beforeMs)) {
    // Removed with its rows while we were looking: nothing is left to complain about.
    if ((await blobs.head(key)) === null) continue;
    yield { kind: 'orphan_blob', subject: key, detail: '' };
    if (!dryRun) await whileNoBackup(db, () => blobs.delete(key));
  }
}
