import { editionPrefix } from '@weireel/catalogue';
import type { BlobStore } from '@weireel/blob';
import { appendEvent, type Database } from '@weireel/db';
import {
  insertEdition,
  removeDraftEdition,
  publishEdition,
  putPlaylists,
  setEdition,
  type EditionRow,
  type PlaylistText,
  type StoredRendition,
} from '@weireel/db/playback';
import { changeAsset, publishVideos } from '@weireel/db/videos';
import type { EditionStream } from '@weireel/hls';
import { randomText } from '@weireel/installation';
import type { Attempt } from '@weireel/jobs';

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

/** Longest a segment of a growing edition can be, as its playlist promises from the start, where nothing else is known. */
export const growingTargetSeconds = 4;

/** Notes a new edition; nothing may be stored below it before. */
export async function beginEdition(
  db: Database,
  attempt: Attempt,
  assetId: string,
  kind: EditionRow['kind'],
): Promise<EditionDraft> {
  const id = randomText(16);
  const keyPrefix = editionPrefix(assetId, id);
  await insertEdition(db, { id, assetId, attemptId: attempt.attemptId, kind, keyPrefix });
  return { id, assetId, keyPrefix, kind };
}

/** Forgets an edition that was never published. */
export async function dropEdition(db: Database, blobs: BlobStore, draft: EditionDraft): Promise<void> {
  await blobs.deletePrefix(draft.keyPrefix);
  await removeDraftEdition(db, draft.id);
}

/** Makes an edition the one that plays, in the attempt's transaction. */
export async function publish(
  trx: Database,
  draft: EditionDraft,
  options: {
    state: 'growing' | 'sealed';
    playlists: PlaylistText[];
    streams: readonly EditionStream[];
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

function renditionOf({ name, facts }: EditionStream): StoredRendition {
  return {
    name,
    widthPx: facts.displayed.widthPx,
    heightPx: facts.displayed.heightPx,
    codec: facts.codecs.join(','),
    bitrateBps: Math.round(facts.averageBitrateBps),
  };
}
