import {
  fateOfComment,
  isBeyondBlocks,
  isOwnOf,
  namesIn,
  resolveMentions,
  type CommentingFacts,
} from '@weireel/catalogue';
import { WeireelError, type CreateCommentBody } from '@weireel/contract';
import type { Database } from '@weireel/db';
import {
  findComment,
  hasJustSaid,
  insertComment,
  keepVideo,
  listMentionable,
  lockComment,
  type CommentRow,
} from '@weireel/db/community';
import { keepAuthor, type Author } from '../channels/require-author.ts';
import type { SignedIn } from '../http/context.ts';

/** Something that is to be said below a video. */
export interface Saying {
  /** New id. */
  id: string;
  /** The video. */
  videoId: string;
  /** What access to it depends on. */
  video: CommentingFacts;
  /** Who says it. */
  viewer: SignedIn;
  /** As whom they say it. */
  author: Author;
  /** What is said, and in answer to what. */
  body: CreateCommentBody;
}

/**
 * Writes a comment; as a channel only below what is one's own there.
 *
 * @throws WeireelError `not_found`, `forbidden`, `comments_closed`, `comment_gone`, `comment_repeated`
 */
export async function createComment(
  trx: Database,
  { id, videoId, video, viewer, author, body }: Saying,
): Promise<void> {
  const fate = fateOfComment(video, viewer);
  if (fate === null) throw new WeireelError('not_found');
  if (fate === 'closed') throw new WeireelError('comments_closed');
  const isAsChannel = author.id !== viewer.id;
  if (isAsChannel && (author.id !== video.authorId || !isOwnOf(video, viewer)))
    throw new WeireelError('forbidden');
  await keepAuthor(trx, author);
  if (!(await keepVideo(trx, videoId))) throw new WeireelError('not_found');
  const answered =
    body.replyTo === undefined ? null : await lockAnswered(trx, body.replyTo, { videoId, viewer });
  const text = tidy(body.body);
  if (await hasJustSaid(trx, { authorId: author.id, body: text })) throw new WeireelError('comment_repeated');
  const names = namesIn(text).flat();
  const people = await listMentionable(trx, { names, writerId: author.id, videoId });
  await insertComment(trx, {
    ...{ id, videoId, authorId: author.id, madeById: author.madeById, body: text, state: fate },
    rootId: answered && (answered.root_id ?? answered.id),
    // Who answers the comment itself, below which replies stand, need not be told whom.
    replyToId: answered?.root_id == null ? null : answered.author_id,
    mentions: resolveMentions(text, people),
  });
}

/** Holds the comment below which an answer will stand, and gives the one that is answered. */
async function lockAnswered(
  trx: Database,
  id: string,
  { videoId, viewer }: Pick<Saying, 'videoId' | 'viewer'>,
): Promise<CommentRow> {
  const found = await findComment(trx, id, viewer.id);
  if (found?.video_id !== videoId || (found.is_apart && !isBeyondBlocks(viewer)))
    throw new WeireelError('comment_gone');
  if (found.root_id !== null && !(await lockComment(trx, found.root_id)))
    throw new WeireelError('comment_gone');
  // Below a place that stays for its replies, those can still be answered.
  const answered = await lockComment(trx, id);
  if (answered?.state !== 'shown') throw new WeireelError('comment_gone');
  return answered;
}

/** Without white space around it, and without a wall of empty lines. */
function tidy(text: string): string {
  return text
    .trim()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}
