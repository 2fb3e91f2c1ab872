import { mayDeleteComment, type VideoAccessFacts, type Viewer } from '@weireel/catalogue';
import type { Comment, Speaker } from '@weireel/contract';
import type { CommentWithNames } from '@weireel/db/community';

/** For whom a comment is presented. */
export interface CommentAudience {
  /** The video that it is about. */
  video: VideoAccessFacts;
  /** Who asks. */
  viewer: Viewer;
}

/** A comment as one viewer may see it; of a deleted one only that it was there. */
export function presentComment(row: CommentWithNames, { video, viewer }: CommentAudience): Comment {
  const isDeleted = row.state === 'deleted';
  return {
    id: row.id,
    videoId: row.video_id,
    rootId: row.root_id,
    replyTo:
      row.reply_to_id !== null && row.reply_to_nickname !== null
        ? speaker(row.reply_to_id, row.reply_to_nickname)
        : null,
    author: isDeleted ? null : speaker(row.author_id, row.nickname),
    isByVideoAuthor: !isDeleted && row.author_id === video.authorId,
    body: row.body,
    mentions: row.mentions,
    state: row.state,
    pinned: row.pinned,
    likes: row.likes,
    liked: row.liked,
    replies: row.replies,
    mayDelete: !isDeleted && mayDeleteComment({ authorId: row.author_id }, video, viewer),
    createdAt: row.created_at.toISOString(),
  };
}

function speaker(id: string, nickname: string): Speaker {
  return { id, nickname, avatarUrl: null };
}
