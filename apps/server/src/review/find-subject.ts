import { WeireelError, type ReportSubject } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findUser } from '@weireel/db/people';
import { findVideo } from '@weireel/db/videos';
import { requireComment } from '../community/require-comment.ts';
import { requireDanmaku } from '../community/require-danmaku.ts';
import { requireVideo } from '../community/require-video.ts';
import type { SignedIn } from '../http/context.ts';

/** What is reported, as it is now. */
export interface Reported {
  /** Whose it is. */
  ownerId: string;
  /** Its words, title or name. */
  excerpt: string;
  /** The video where it stands; null: it is a person. */
  videoId: string | null;
}

/**
 * Something that a person may see, and so report.
 *
 * @throws WeireelError `not_found`: there is no such thing, or not for them
 */
export async function findSubject(
  db: Database,
  { kind, id }: ReportSubject,
  viewer: SignedIn,
): Promise<Reported> {
  switch (kind) {
    case 'video': {
      await requireVideo(db, 'see', { id, viewer });
      const row = await findVideo(db, id);
      if (row === null) throw new WeireelError('not_found');
      return { ownerId: row.video.author_id, excerpt: row.video.title, videoId: id };
    }
    case 'comment': {
      const { comment } = await requireComment(db, id, viewer);
      if (comment.state === 'deleted') throw new WeireelError('not_found');
      return { ownerId: comment.author_id, excerpt: comment.body, videoId: comment.video_id };
    }
    case 'danmaku': {
      const { danmaku } = await requireDanmaku(db, id, viewer);
      return { ownerId: danmaku.author_id, excerpt: danmaku.body, videoId: danmaku.video_id };
    }
    case 'user': {
      const user = await findUser(db, id);
      if (user?.state !== 'active') throw new WeireelError('not_found');
      return { ownerId: user.id, excerpt: user.nickname, videoId: null };
    }
  }
}
