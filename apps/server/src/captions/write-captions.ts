import { WeireelError } from '@weireel/contract';
import { appendEvent, inTransaction, type Database } from '@weireel/db';
import { findCaptions, putCaptions, type CaptionTrackRow, type NewCaptions } from '@weireel/db/captions';
import { indexCaptions, indexedPassages, nextTurn } from '@weireel/db/search';
import type { VideoRow } from '@weireel/db/videos';
import type { ServerContext, SignedIn } from '../http/context.ts';
import { lockManaged, requireManaged } from '../videos/lock-managed.ts';

/** Who changes captions of which video. */
export interface CaptionWriter {
  /** The video. */
  id: string;
  /** Who asks. */
  viewer: SignedIn;
  /** The request. */
  requestId: string;
}

/**
 * Changes captions while the video's row is held, and tells of it.
 *
 * @throws WeireelError `not_found`; `forbidden` for those who may only see the video
 */
export async function changeCaptions<T>(
  { db }: ServerContext,
  writer: CaptionWriter,
  change: CaptionChange<T>,
): Promise<T> {
  return whileHeld(db, writer, change);
}

/** A change of captions, which tells what became of a language; null: it has none any more. */
type CaptionChange<T> = (
  trx: Database,
  video: VideoRow,
  tell: (language: string, revision: number | null) => Promise<void>,
) => Promise<T>;

function whileHeld<T>(
  db: Database,
  { id, viewer, requestId }: CaptionWriter,
  change: CaptionChange<T>,
): Promise<T> {
  return inTransaction(db, async (trx) => {
    const video = await lockManaged(trx, id, viewer);
    return change(trx, video, (language, revision) =>
      appendEvent(trx, {
        kind: 'captions.changed',
        ...{ subjectId: id, userId: video.author_id, requestId, payload: { language, revision } },
      }),
    );
  });
}

/**
 * Writes captions in one language, whole; the video is found by them from then on.
 *
 * @throws WeireelError `not_found`, `forbidden`, `captions_changed` with the `revision` there is, `too_many_captions`
 */
export async function writeCaptions(
  context: ServerContext,
  writer: CaptionWriter,
  captions: Omit<NewCaptions, 'videoId'>,
): Promise<CaptionTrackRow> {
  await requireManaged(context.db, writer.id, writer.viewer);
  // Cut before the transaction: it takes a moment.
  const passages = await indexedPassages(context.words, captions.cues, nextTurn);
  return whileHeld(context.db, writer, async (trx, video, tell) => {
    const written = await putCaptions(trx, { ...captions, videoId: video.id });
    if (written === 'too_many') throw new WeireelError('too_many_captions');
    if (written === 'changed') throw await conflict(trx, video.id, captions.language);
    await indexCaptions(trx, { videoId: video.id, language: written.language }, passages);
    await tell(written.language, written.revision);
    return written;
  });
}

/** That somebody else was first, with what there is now; null: nothing. */
export async function conflict(trx: Database, videoId: string, language: string): Promise<WeireelError> {
  const now = await findCaptions(trx, videoId, language);
  return new WeireelError('captions_changed', { extra: { revision: now?.revision ?? null } });
}
