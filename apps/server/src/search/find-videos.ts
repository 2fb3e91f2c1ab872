import type { FoundVideo, SearchAnswer } from '@weireel/contract';
import { findChapters, findPassages, findVideos } from '@weireel/db/search';
import { listFoundCards } from '@weireel/db/videos';
import {
  firstAnswer,
  highlight,
  planSearch,
  spokenHit,
  type Condition,
  type WordCutter,
} from '@weireel/search';
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
    ...(query.categoryId !== undefined && { categoryId: query.categoryId }),
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
  const videoIds = cards.map(({ video }) => video.id);
  const [spoken, chapters] = [
    await findSpoken(context, condition, videoIds),
    await findChapterHits(context, condition, videoIds),
  ];
  const videos = await presentVideos(context, cards, { viewer, language });
  return {
    items: videos.map((video): FoundVideo => {
      return {
        ...video,
        highlights: highlightsOf(words, condition, video),
        chapter: chapters.get(video.id) ?? null,
        spoken: spoken.get(video.id) ?? null,
      };
    }),
    nextCursor,
    isNearest: found.isNearest,
  };
}

/** Where in some videos it is said what is asked for. */
async function findSpoken(
  { db, words }: ServerContext,
  condition: Condition | undefined,
  videoIds: readonly string[],
): Promise<Map<string, NonNullable<FoundVideo['spoken']>>> {
  if (condition === undefined) return new Map();
  const passages = await findPassages(db, condition, videoIds);
  return new Map(
    passages.flatMap(({ videoId, language, lines }) => {
      const hit = spokenHit(words, condition, lines);
      if (hit === null) return [];
      const { atMs, text, ranges } = hit;
      return [[videoId, { language, atMs, text, highlights: presentRanges(ranges) }]];
    }),
  );
}

/** The first chapter of some videos that answers. */
async function findChapterHits(
  { db, words }: ServerContext,
  condition: Condition | undefined,
  videoIds: readonly string[],
): Promise<Map<string, NonNullable<FoundVideo['chapter']>>> {
  if (condition === undefined) return new Map();
  const found = await findChapters(db, condition, videoIds);
  return new Map(
    found.map(({ videoId, startMs, title }) => {
      const highlights = presentRanges(highlight(words, condition, title));
      return [videoId, { atMs: startMs, title, highlights }];
    }),
  );
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
