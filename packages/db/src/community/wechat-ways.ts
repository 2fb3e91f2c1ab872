import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** A way into the mini program. */
export interface WechatWay {
  /** The video that it opens. */
  videoId: string;
  /** A code to scan, a link for whoever is outside WeChat, or an address of the scheme `weixin:`. */
  kind: 'code' | 'link' | 'scheme';
  /** The mini program and its version: after a change of either, what was made before leads astray. */
  opens: string;
}

/**
 * What WeChat made for a way: the picture of a code, an address as UTF-8; null: nothing that still leads there then.
 *
 * @param then up to when it must
 */
export async function findWechatWay(
  db: Database,
  { videoId, kind, opens }: WechatWay,
  then: Date,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('wechat_ways')
    .select('made')
    .where('video_id', '=', videoId)
    .where('kind', '=', kind)
    .where('opens', '=', opens)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', then)]))
    .executeTakeFirst();
  return row?.made ?? null;
}

/** Keeps what WeChat made, in the place of what it made before; does nothing when the video is gone. */
export async function keepWechatWay(
  trx: Database,
  { videoId, kind, opens }: WechatWay,
  { made, endsAt }: { made: Buffer; endsAt: Date | null },
): Promise<void> {
  await sql`
    with target as materialized (select id from videos where id = ${videoId} for key share)
    insert into wechat_ways (video_id, kind, opens, made, ends_at)
    select id, ${kind}, ${opens}, ${made}::bytea, ${endsAt}::timestamptz from target
    on conflict (video_id, kind) do update
    set opens = excluded.opens, made = excluded.made, ends_at = excluded.ends_at`.execute(trx);
}
