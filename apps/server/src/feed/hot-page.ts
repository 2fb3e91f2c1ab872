import type { Database } from '@weireel/db';
import { listShowable } from '@weireel/db/feed';
import { listCards, type VideoCard } from '@weireel/db/videos';
import type { SignedIn } from '../http/context.ts';
import { cutPage } from '../http/cursor.ts';
import { readRankCursor, writeRankCursor } from './feed-cursor.ts';
import type { RankedVideo } from './ranking.ts';

/** Who asks for a page of what is hot. */
export interface HotAsking {
  viewer: SignedIn | null;
  limit: number;
  cursor: string | undefined;
}

/** A page of what is hot among some videos that are in that order, without those that who asks may not be shown. */
export async function readHotPage(
  db: Database,
  ranked: readonly RankedVideo[],
  { viewer, limit, cursor }: HotAsking,
): Promise<{ shown: RankedVideo[]; nextCursor: string | null }> {
  const after = readRankCursor(cursor);
  const isBehind = ({ score, id }: RankedVideo): boolean =>
    after === null || score < after.score || (score === after.score && id < after.id);
  const rest = ranked.filter(isBehind);
  const ids = rest.map(({ id }) => id);
  const showable = new Set(
    (await listShowable(db, { viewerId: viewer?.id ?? null, ids })).map(({ id }) => id),
  );
  const wanted = rest.filter(({ id }) => showable.has(id)).slice(0, limit + 1);
  return cutPage(wanted, limit, writeRankCursor);
}

/** A page of videos. */
export interface CardPage {
  shown: VideoCard[];
  /** Where the next one begins; null: this is the last. */
  nextCursor: string | null;
}

/** The same, with all that lists say of them. */
export async function readHotCards(
  db: Database,
  ranked: readonly RankedVideo[],
  asking: HotAsking,
): Promise<CardPage> {
  const { shown, nextCursor } = await readHotPage(db, ranked, asking);
  const ids = shown.map(({ id }) => id);
  return { shown: await listCards(db, ids, asking.viewer?.id ?? null), nextCursor };
}
