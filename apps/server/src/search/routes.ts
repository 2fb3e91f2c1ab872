import { createHmac } from 'node:crypto';
import { WeireelError, type SearchAnswer } from '@weireel/contract';
import { findCollectionTitles, findTexts } from '@weireel/db/search';
import { noteSearch } from '@weireel/db/search-log';
import { comparableText, planSuggestions, suggest } from '@weireel/search';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressBlocks } from '../http/address-blocks.ts';
import type { ServerContext } from '../http/context.ts';
import { createRateWindow } from '../http/rate-window.ts';
import { route, type Call } from '../http/route.ts';
import { findCollectionsFor } from './find-collections.ts';
import { findTagsFor } from './find-tags.ts';
import { findUsersFor } from './find-users.ts';
import { findVideosFor } from './find-videos.ts';
import { createHotWords, longestHotWord } from './hot-words.ts';

const minuteMs = 60_000;
/** Searches in a minute: each costs far more than another call. Behind one address there may be a whole school. */
const mostSearches = { ofPerson: 120, ofAddress: 1200 };
/** Suggestions, which are asked for while somebody types. */
const mostSuggestions = { ofPerson: 300, ofAddress: 3000 };
/** Suggestions of one answer. */
const suggestionCount = 8;
/** The newest videos, and the collections, whose text suggestions are taken from. */
const suggestionTexts = 100;

/** Search, what is suggested while somebody types, and what many search for. */
export function searchRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, words, elapsedMs } = context;
  const hotWords = createHotWords(context);
  const limitSearches = limiter(mostSearches, elapsedMs);
  const limitSuggestions = limiter(mostSuggestions, elapsedMs);

  route(app, 'search', async (call) => {
    limitSearches(call.request);
    const answer = await answerSearch(context, call);
    await remember(context, call, answer);
    return answer;
  });

  route(app, 'searchSuggestions', async ({ query, request, viewer }) => {
    limitSuggestions(request);
    const condition = planSuggestions(words, query.q);
    if (condition === null) return { items: [] };
    const askerId = viewer?.id ?? null;
    const [texts, collections] = await Promise.all([
      findTexts(db, condition, { limit: suggestionTexts, askerId }),
      findCollectionTitles(db, condition, { limit: suggestionTexts, askerId }),
    ]);
    const suggested = suggest(words, condition, { texts, collections }, suggestionCount);
    return { items: suggested.map((text) => ({ text })) };
  });

  route(app, 'searchHot', async () => ({ items: (await hotWords()).map((text) => ({ text })) }));
}

async function answerSearch(context: ServerContext, call: Call<'search'>): Promise<SearchAnswer> {
  switch (call.query.type ?? 'video') {
    case 'collection':
      return findCollectionsFor(context, call);
    case 'video':
      return findVideosFor(context, call);
    case 'user':
      return findUsersFor(context, call.query, call.viewer?.id ?? null);
    case 'tag':
      return findTagsFor(context, call.query, call.viewer?.id ?? null);
  }
}

/** Counts what a signed-in person searched for and found, once a week; what they look further at is no other search. */
async function remember(
  { db, searchSecret }: ServerContext,
  { viewer, query }: Call<'search'>,
  { items, isNearest }: SearchAnswer,
): Promise<void> {
  const text = comparableText(query.q);
  if (viewer === null || query.cursor !== undefined || isNearest || items.length === 0) return;
  if ([...text].length > longestHotWord) return;
  const person = createHmac('sha256', searchSecret).update(viewer.id).digest('base64url');
  await noteSearch(db, { query: text, person });
}

/** Refuses calls beyond those of a minute: of a person, or of the address block of those who are not signed in. */
function limiter(most: typeof mostSearches, elapsedMs: () => number): (request: FastifyRequest) => void {
  const window = createRateWindow(minuteMs, elapsedMs);
  return (request) => {
    const { viewer } = request;
    const waitMs =
      viewer === null
        ? window.take(addressBlocks(request.ip).own, most.ofAddress)
        : window.take(viewer.id, most.ofPerson);
    if (waitMs > 0) throw new WeireelError('rate_limited', { retryAfterMs: waitMs });
  };
}
