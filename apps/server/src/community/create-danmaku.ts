import { fateOfComment, type CommentingFacts } from '@weireel/catalogue';
import { WeireelError, type CreateDanmakuBody } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { insertDanmaku, keepMoments, listNearby, type DanmakuRow } from '@weireel/db/community';
import type { SignedIn } from '../http/context.ts';
import { refuseField } from '../http/problem.ts';

/** Most that one person may have in one window of a video, so that nobody fills the picture alone. */
const mostNearby = 10;
/** The same words again within this time say nothing new. */
const repeatedMs = 60_000;
/** Containers are not exact about their length. */
const behindEndMs = 1000;

/** Something that is to be said at a moment. */
export interface Saying {
  /** New id. */
  id: string;
  /** The video. */
  videoId: string;
  /** What access to it depends on. */
  video: CommentingFacts;
  /** Who says it. */
  viewer: SignedIn;
  /** What is said, and where. */
  body: CreateDanmakuBody;
  /** Milliseconds since 1970. */
  nowMs: number;
}

/**
 * Writes something at a moment of a video.
 *
 * @throws WeireelError `not_found`, `danmaku_closed`, `danmaku_repeated`, `danmaku_crowded`, `invalid_request` for a
 * moment that the video does not have
 */
export async function createDanmaku(trx: Database, saying: Saying): Promise<DanmakuRow> {
  const { id, videoId, video, viewer, body, nowMs } = saying;
  const fate = fateOfComment(video, viewer);
  if (fate === null) throw new WeireelError('not_found');
  // Over a picture on which nobody may write, nobody does, its author included: nothing of it is shown either.
  if (fate === 'closed' || video.policy === 'closed') throw new WeireelError('danmaku_closed');
  const kept = await keepMoments(trx, videoId);
  if (kept === null) throw new WeireelError('not_found');
  if (kept.durationMs !== null && body.atMs > kept.durationMs + behindEndMs) {
    throw refuseField('atMs', 'too_large');
  }
  const text = tidyLine(body.body);
  if (text === '') throw refuseField('body', 'too_short');
  const nearby = await listNearby(trx, { authorId: viewer.id, videoId, atMs: body.atMs });
  const isRepeated = nearby.some(
    (said) => said.body === text && said.created_at.getTime() > nowMs - repeatedMs,
  );
  if (isRepeated) throw new WeireelError('danmaku_repeated');
  if (nearby.length >= mostNearby) throw new WeireelError('danmaku_crowded');
  return insertDanmaku(trx, {
    ...{ id, video_id: videoId, author_id: viewer.id, at_ms: body.atMs, body: text, state: fate },
    ...{ mode: body.mode ?? 'scroll', colour: body.colour ?? 'white' },
  });
}

/**
 * One line, that stays in its lane: no line ends or controls, none of the signs that turn the direction of what stands
 * beside them, and no towers of accents.
 */
export function tidyLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}
