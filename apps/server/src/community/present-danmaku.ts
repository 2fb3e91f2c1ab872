import type { Danmaku } from '@weireel/contract';
import type { DanmakuRow } from '@weireel/db/community';

/** Something said at a moment, as everybody is told of it. */
export function presentDanmaku(row: DanmakuRow): Danmaku {
  return {
    id: row.id,
    videoId: row.video_id,
    authorId: row.author_id,
    atMs: row.at_ms,
    body: row.body,
    mode: row.mode,
    colour: row.colour,
    state: row.state,
    createdAt: row.created_at.toISOString(),
  };
}
