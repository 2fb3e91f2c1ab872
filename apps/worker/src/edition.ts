import type { BlobStore } from '@weireel/blob';
import {
  changeAsset,
  insertEdition,
  removeDraftEdition,
  publishEdition,
  publishVideos,
  putPlaylists,
  setEdition,
  appendEvent,
  type Database,
  type EditionRow,
  type PlaylistText,
  type StoredRendition,
} from '@weireel/db';
import {
  measureBitrates,
  risingVariants,
  targetDurationSeconds,
  writeIFramePlaylist,
  writeMediaPlaylist,
  writeMultivariantPlaylist,
  type IFrameVariant,
  type PackagingFacts,
} from '@weireel/hls';
import { randomText } from '@weireel/installation';
import type { Attempt } from '@weireel/jobs';
import { initName, type StoredStream } from './package-streams.ts';

/** An edition being written by an attempt. */
export interface EditionDraft {
  /** Its id. */
  id: string;
  /** Asset that it is made of. */
  assetId: string;
  /** Blob key prefix, with its last slash. */
  keyPrefix: string;
  /** What it is. */
  kind: EditionRow['kind'];
}

/** Notes a new edition; nothing may be stored below it before. */
export async function beginEdition(
  db: Database,
  attempt: Attempt,
  assetId: string,
  kind: EditionRow['kind'],
): Promise<EditionDraft> {
  const id = randomText(16);
  const keyPrefix = `assets/${assetId}/e/${id}/`;
  await insertEdition(db, { id, assetId, attemptId: attempt.attemptId, kind, keyPrefix });
  return { id, assetId, keyPrefix, kind };
}

/** Forgets an edition that was never published. */
export async function dropEdition(db: Database, blobs: BlobStore, draft: EditionDraft): Promise<void> {
  await blobs.deletePrefix(draft.keyPrefix);
  await removeDraftEdition(db, draft.id);
}

/** A rendition with what was learned of it. */
export interface FinishedStream {
  /** What is stored. */
  stream: StoredStream;
  /** What the packager learned. */
  facts: PackagingFacts;
}

/** Longest a segment of a growing edition can be, as its playlist promises from the start, where nothing else is known. */
const growingTargetSeconds = 4;

/** The playlists of an edition whose only rendition still grows. `targetSeconds`: the longest segment to come. */
export function growingPlaylists(
  stream: StoredStream,
  facts: PackagingFacts,
  targetSeconds = growingTargetSeconds,
): PlaylistText[] {
  const kind = { type: 'EVENT', isEnded: false, targetSeconds } as const;
  return [
    masterOf([{ stream, facts }], false),
    { name: `${stream.name}/index.m3u8`, body: mediaOf(stream, kind) },
  ];
}

/** The playlists of a growing edition that has come to its end: it keeps its type and target duration. */
export function grownPlaylists(
  stream: StoredStream,
  facts: PackagingFacts,
  targetSeconds = growingTargetSeconds,
): PlaylistText[] {
  const kind = { type: 'EVENT', isEnded: true, targetSeconds } as const;
  return [
    masterOf([{ stream, facts }], false),
    { name: `${stream.name}/index.m3u8`, body: mediaOf(stream, kind) },
  ];
}

/** The playlists of a complete edition. */
export function sealedPlaylists(streams: FinishedStream[]): PlaylistText[] {
  return [
    masterOf(streams, true),
    ...streams.flatMap(({ stream }) => [
      { name: `${stream.name}/index.m3u8`, body: mediaOf(stream, { type: 'VOD', isEnded: true }) },
      { name: `${stream.name}/iframes.m3u8`, body: iFramesOf(stream) },
    ]),
  ];
}

/** Makes an edition the one that plays, in the attempt's transaction. */
export async function publish(
  trx: Database,
  draft: EditionDraft,
  options: {
    state: 'growing' | 'sealed';
    playlists: PlaylistText[];
    streams: FinishedStream[];
    ownerId: string;
  },
): Promise<void> {
  await putPlaylists(trx, draft.id, options.playlists);
  await setEdition(trx, draft.id, {
    state: options.state,
    renditions: options.streams.map(renditionOf),
  });
  const first = options.streams.at(-1)?.facts;
  if (first) {
    await changeAsset(trx, draft.assetId, {
      // A first rung is smaller than what is coming, and the size that people see must not jump.
      ...(draft.kind === 'ladder' && first.displayed),
      ...(options.state === 'sealed' && { durationMs: Math.round(first.durationMs) }),
    });
  }
  await publishEdition(trx, draft.assetId, draft.id);
  await publishVideos(trx, draft.assetId);
  await appendEvent(trx, { kind: 'asset.changed', subjectId: draft.assetId, userId: options.ownerId });
}

function renditionOf({ stream, facts }: FinishedStream): StoredRendition {
  return {
    name: stream.name,
    widthPx: facts.displayed.widthPx,
    heightPx: facts.displayed.heightPx,
    codec: facts.codecs.join(','),
    bitrateBps: Math.round(facts.averageBitrateBps),
  };
}

/** Renditions that cost as much as a better one are left out: players would never choose them. */
function masterOf(streams: FinishedStream[], hasIFrames: boolean): PlaylistText {
  const variants = streams.map(({ stream, facts }) => ({
    uri: `${stream.name}/index.m3u8`,
    peakBitrateBps: facts.peakBitrateBps,
    averageBitrateBps: facts.averageBitrateBps,
    codecs: facts.codecs,
    ...facts.displayed,
    framesPerSecond: facts.framesPerSecond,
    iFrames: hasIFrames ? iFrameVariantOf(stream) : null,
  }));
  return { name: 'master.m3u8', body: writeMultivariantPlaylist(risingVariants(variants)) };
}

function iFrameVariantOf(stream: StoredStream): IFrameVariant {
  const frames = stream.segments.map(({ keyFrameBytes, durationSeconds }) => ({
    sizeBytes: keyFrameBytes,
    durationSeconds,
  }));
  return { uri: `${stream.name}/iframes.m3u8`, ...measureBitrates(frames, targetDurationSeconds(frames)) };
}

function iFramesOf(stream: StoredStream): string {
  const frames = stream.segments.map(({ name, ...segment }) => ({ uri: name, ...segment }));
  return writeIFramePlaylist({ mapUri: initName, frames });
}

function mediaOf(
  stream: StoredStream,
  { targetSeconds, ...kind }: { type: 'VOD' | 'EVENT'; isEnded: boolean; targetSeconds?: number },
): string {
  return writeMediaPlaylist({
    ...kind,
    mapUri: initName,
    segments: stream.segments.map(({ name, durationSeconds }) => ({ uri: name, durationSeconds })),
    ...(targetSeconds !== undefined && { targetDurationSeconds: targetSeconds }),
  });
}
