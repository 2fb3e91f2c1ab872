import type { FoundVideo, QueryOf, SearchAnswer } from '@weireel/contract';
import { findChapters, findPassages, findVideos, type VideoFilters } from '@weireel/db/search';
import { listFoundCards } from '@weireel/db/videos';
import { highlight, spokenHit, type Condition, type WordCutter } from '@weireel/search';
import { requireCollection } from '../collections/require-collection.ts';
import type { ServerContext } from '../http/context.ts';
import type { Call } from '../http/route.ts';
import { presentVideos } from '../videos/present-videos.ts';
import { presentRanges } from './present-ranges.ts';
import { findPage } from './find-page.ts';

/**
 * A page of the videos that answer a search.
 *
 * @throws WeireelError `not_found`: there is no such collection to search in, or not for who asks
 */
export async function findVideosFor(context: ServerContext, call: Call<'search'>): Promise<SearchAnswer> {
  const { db, words } = context;
  const { query, viewer, language } = call;
  const askerId = viewer?.id ?? null;
  if (query.collectionId !== undefined) await requireCollection(db, query.collectionId, viewer);
  const filters = filtersOf(query);
  const { shown, nextCursor, condition, isNearest } = await findPage(
    context,
    query,
    (asked, { asOf, ...page }) => findVideos(db, { condition: asked, filters, asOf, askerId }, page),
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
    isNearest,
  };
}

function filtersOf({
  minDurationMs,
  maxDurationMs,
  categoryId,
  collectionId,
  publishedAfter,
  publishedBefore,
}: QueryOf<'search'>): VideoFilters {
  return {
    ...(minDurationMs !== undefined && { minDurationMs }),
    ...(maxDurationMs !== undefined && { maxDurationMs }),
    ...(categoryId !== undefined && { categoryId }),
    ...(collectionId !== undefined && { collectionId }),
    ...(publishedAfter !== undefined && { publishedAfter: new Date(publishedAfter) }),
    ...(publishedBefore !== undefined && { publishedBefore: new Date(publishedBefore) }),
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
