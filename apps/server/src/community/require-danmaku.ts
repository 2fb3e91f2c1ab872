import { may, mayDeleteComment, type CommentingFacts, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findDanmaku, type DanmakuRow } from '@weireel/db/community';
import { findVideoFacts } from '@weireel/db/videos';

/** Something said at a moment, with the video that it is about. */
export interface DanmakuAndVideo {
  /** What was said. */
  danmaku: DanmakuRow;
  /** What access to its video depends on. */
  video: CommentingFacts;
}

/**
 * Something said at a moment that the viewer may know of: what waits only its writer and who decides about it do.
 *
 * @throws WeireelError `not_found`: there is no such thing, or not for them
 */
export async function requireDanmaku(db: Database, id: string, viewer: Viewer): Promise<DanmakuAndVideo> {
  const danmaku = await findDanmaku(db, id);
  const video = danmaku && (await findVideoFacts(db, danmaku.video_id, viewer?.id ?? null));
  if (!video || !may('see', video, viewer)) throw new WeireelError('not_found');
  const isHidden =
    danmaku.state === 'held' && !mayDeleteComment({ authorId: danmaku.author_id }, video, viewer);
  if (isHidden) throw new WeireelError('not_found');
  return { danmaku, video };
}
