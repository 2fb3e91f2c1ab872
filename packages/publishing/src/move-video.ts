import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { changeAuthor, haveSentSources, type VideoRow } from '@weireel/db/videos';
import { requestOf, type Actor } from '@weireel/jobs';

/** A wish to let a video be another author's. */
export interface MoveWish {
  /** The video; its row is held. */
  video: VideoRow;
  /** Whose it is to be: a channel, `madeById` who acts for it; or a person, `madeById` null. */
  author: { id: string; madeById: string | null };
}

/**
 * Lets a video be another author's; again, nothing happens. Its address, its media, who may see it and all that others
 * have said and done about it stay. A person gets only what they have sent themselves: files go with who has sent them.
 *
 * @throws WeireelError `sent_by_others`: a file of it is somebody else's
 */
export async function moveVideo(trx: Database, { video, author }: MoveWish, actor: Actor): Promise<void> {
  const fromId = video.author_id;
  if (fromId === author.id) return;
  if (author.madeById === null && !(await haveSentSources(trx, video, author.id)))
    throw new WeireelError('sent_by_others');
  await changeAuthor(trx, video.id, author);
  const { byId } = actor;
  for (const userId of [fromId, author.id])
    await appendEvent(trx, {
      ...{ kind: 'video.moved', subjectId: video.id, userId, ...requestOf(actor) },
      payload: { fromId, ...(byId !== undefined && byId !== userId && { byId }) },
    });
}
