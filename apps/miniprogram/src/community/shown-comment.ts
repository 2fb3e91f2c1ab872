import { fillMessage, formatWhen } from '@weireel/client';
import type { Comment } from '@weireel/contract';
import { meNow } from '../api/session.ts';
import { currentLanguage, words } from '../language/language.ts';
import { absoluteUrl } from '../server-url.ts';

/** A comment as a view shows it, without what it does not. */
export type ShownComment = ReturnType<typeof commentOf>;

/** Far more than a list shows at once; whoever reads all evening must not fill the memory. */
const mostKept = 1000;
// A map goes through its keys in the order in which they were added.
const comments = new Map<string, Comment>();

/** Puts a comment into what a view shows. */
export function commentOf(comment: Comment) {
  keep(comment);
  const { id, rootId, author, replyTo, body, state, pinned, isByVideoAuthor, likes, liked } = comment;
  const { comments: say } = words();
  const badge = pinned ? say.pinned : state === 'held' ? say.held : '';
  return {
    ...{ id, rootId, body, likes, liked, badge, replies: comment.replies, mayDelete: comment.mayDelete },
    isDeleted: author === null,
    name: author?.nickname ?? '',
    avatar: author?.avatarUrl == null ? '' : absoluteUrl(author.avatarUrl),
    letter: [...(author?.nickname ?? '')][0] ?? '',
    isAuthor: isByVideoAuthor,
    isMine: author !== null && author.id === meNow(),
    answers: replyTo === null ? '' : fillMessage(say.answers, { name: replyTo.nickname }),
    when: formatWhen(comment.createdAt, Date.now(), currentLanguage()),
  };
}

function keep(comment: Comment): void {
  comments.delete(comment.id);
  comments.set(comment.id, comment);
  for (const oldest of comments.keys()) {
    if (comments.size <= mostKept) return;
    comments.delete(oldest);
  }
}

/** The comment that a view shows. */
export function shownComment(id: string): Comment | undefined {
  return comments.get(id);
}
