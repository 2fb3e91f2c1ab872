import type { FoundVideo, SearchAnswer } from '@weireel/contract';
import { findVideos } from '@weireel/db/search';
import { listFoundCards } from '@weireel/db/videos';
import { firstAnswer, highlight, planSearch, type Condition, type WordCutter } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import type { Call } from '../http/route.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { presentRanges } from './present-ranges.ts';
import { cutPage, defaultLimit } from '../http/cursor.ts';
import { readHitCursor, writeHitCursor } from './hit-cursor.ts';

/** A page of the videos that answer a search. */
export async function findVideosFor(context: ServerContext, call: Call<'search'>): Promise<SearchAnswer> {
  const { db, words, now } = context;
  const { query, viewer, language } = call;
  const askerId = viewer?.id ?? null;
  const limit = query.limit ?? defaultLimit;
  const cursor = readHitCursor(query.cursor);
  const asOf = new Date(cursor?.asOfMs ?? now());
  const filters = {
    ...(query.minDurationMs !== undefined && { minDurationMs: query.minDurationMs }),
    ...(query.maxDurationMs !== undefined && { maxDurationMs: query.maxDurationMs }),
    ...(query.publishedAfter !== undefined && { publishedAfter: new Date(query.publishedAfter) }),
    ...(query.publishedBefore !== undefined && { publishedBefore: new Date(query.publishedBefore) }),
  };
  const attempts = planSearch(words, query.q);
  const first = cursor?.attempt ?? 0;
  // Further pages go on with what the first one was found by.
  const found = await firstAnswer(cursor ? attempts.slice(first, first + 1) : attempts, (condition) =>
    findVideos(db, { condition, filters, asOf, askerId }, { after: cursor, limit: limit + 1 }),
  );
  const attempt = first + found.attempt;
  const condition = attempts[attempt]?.condition;
  const { shown, nextCursor } = cutPage(found.rows, limit, ({ score, id }) =>
    writeHitCursor({ attempt, asOfMs: asOf.getTime(), score, id }),
  );
  const cards = await listFoundCards(
    db,
    shown.map(({ id }) => id),
    askerId,
  );
  const videos = await presentVideos(context, cards, { viewer, language });
  return {
    items: videos.map((video): FoundVideo => {
      return { ...video, highlights: highlightsOf(words, condition, video) };
    }),
    nextCursor,
    isNearest: found.isNearest,
  };
}

function highlightsOf(
  words: WordCutter,
  condition: Condition | undefined,
  video: Pick<FoundVideo, 'title' | 'description' | 'tags' | 'author'>,
): FoundVideo['highlights'] {
  const mark = (text: string) =>
    condition === undefined ? [] : presentRanges(highlight(words, condition, text));
  return {
    title: mark(video.title),
    description: mark(video.description),
    tags: video.tags.map(mark),
    author: mark(video.author.nickname),
  };
}
