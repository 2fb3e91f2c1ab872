import type { CommentingFacts } from '@weireel/catalogue';
import type { Database } from '@weireel/db';
import { findComment, type CommentRow } from '@weireel/db/community';
import { tell, type Notice } from '@weireel/db/notifications';
import { listWhoMaySee } from '@weireel/db/videos';

/**
 * Tells those whom a comment concerns, each for one reason: who is answered, who is mentioned, whose video it is. Of one
 * that waits only the author of the video hears, and the others when it appears.
 */
export async function tellOfComment(
  trx: Database,
  comment: CommentRow,
  { video, newId, hasWaited }: { video: CommentingFacts; newId: () => string; hasWaited: boolean },
): Promise<void> {
  const notices = new Map<string, Notice>();
  const add = (userId: string, kind: Notice['kind'], about: string): void => {
    const facts = { videoId: comment.video_id, commentId: comment.id, actorIds: [comment.author_id] };
    if (!notices.has(userId)) notices.set(userId, { id: newId(), userId, kind, about, ...facts });
  };
  if (comment.state === 'shown') {
    const root = comment.root_id === null ? null : await findComment(trx, comment.root_id);
    const answeredId = comment.reply_to_id ?? root?.author_id;
    if (answeredId !== undefined) add(answeredId, 'reply', comment.root_id ?? comment.id);
    for (const { id } of comment.mentions) add(id, 'mention', comment.id);
  }
  if (!hasWaited) add(video.authorId, 'comment', comment.video_id);
  // Others than the author are not called to what they may not see.
  const seers = await listWhoMaySee(trx, comment.video_id, [...notices.keys()]);
  await tell(
    trx,
    [...notices.values()].filter(({ userId }) => seers.has(userId) || userId === video.authorId),
  );
}
