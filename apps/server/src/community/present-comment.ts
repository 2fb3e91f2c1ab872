import { mayDeleteComment, type VideoAccessFacts, type Viewer } from '@weireel/catalogue';
import type { Comment } from '@weireel/contract';
import type { CommentWithNames } from '@weireel/db/community';
import { presentSpeaker } from '../people/present-speaker.ts';

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
        ? presentSpeaker({
            id: row.reply_to_id,
            nickname: row.reply_to_nickname,
            avatar_key: row.reply_to_avatar_key,
          })
        : null,
    author: isDeleted ? null : presentSpeaker({ ...row, id: row.author_id }),
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
