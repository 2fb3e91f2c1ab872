import type { Database } from '@weireel/db';
import { listCandidates, listCandidatesAmong, type Among, type FeedCandidate } from '@weireel/db/feed';
import { hotScore, mixFeed } from '@weireel/feed';
import { cacheFor } from '../cache-for.ts';
import type { ServerContext } from '../http/context.ts';
import { createRecent } from '../http/recent.ts';

/** A video in a ranking. */
export interface RankedVideo extends FeedCandidate {
  /** How hot it is. */
  score: number;
}

/** The newest videos in the orders in which they are shown unasked. */
export interface Ranking {
  /** The hottest first. */
  hot: readonly RankedVideo[];
  /** The newest first. */
  fresh: readonly RankedVideo[];
  /** Both mixed, for those of whom nothing is known. */
  mixed: readonly string[];
}

/** Older ones are found by searching, and through those that are followed. */
const mostCandidates = 2000;
const mostMixed = 500;

/** What is hot changes slowly. */
const rankingMs = 2000;

/** Reads the ranking, and keeps it for a moment for all that ask. */
export function keepRanking({
  db,
  elapsedMs,
}: Pick<ServerContext, 'db' | 'elapsedMs'>): () => Promise<Ranking> {
  return cacheFor(rankingMs, elapsedMs, () => readRanking(db));
}

/** Ranks the newest videos. It is the same for everybody, so that once in a while is often enough. */
async function readRanking(db: Database): Promise<Ranking> {
  const candidates = await listCandidates(db, mostCandidates);
  const fresh = candidates.map(withScore);
  const hot = hottestFirst(fresh);
  const mixed = mixFeed({ hot, fresh, followed: [] }, mostMixed).map(({ id }) => id);
  return { hot, fresh, mixed };
}

function withScore(one: FeedCandidate): RankedVideo {
  return { ...one, score: hotScore({ ...one, publishedAtMs: one.publishedAt.getTime() }) };
}

function hottestFirst(videos: readonly RankedVideo[]): RankedVideo[] {
  return videos.toSorted((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
}

/** What many look at is read once for all of them. */
const mostKept = 100;

/** What is hot among videos of a tag or a category, however old they are. */
export type HotAmong = (among: Among) => Promise<readonly RankedVideo[]>;

/** Reads what is hot among some videos, and keeps it for a moment for all that ask. */
export function keepHotAmong({ db, elapsedMs }: Pick<ServerContext, 'db' | 'elapsedMs'>): HotAmong {
  const kept = createRecent<() => Promise<RankedVideo[]>>(mostKept);
  return (among) => {
    const key = JSON.stringify(among);
    const known = kept.get(key);
    if (known !== undefined) return known();
    const read = cacheFor(rankingMs, elapsedMs, async () =>
      hottestFirst((await listCandidatesAmong(db, among)).map(withScore)),
    );
    kept.set(key, read);
    return read();
  };
}
