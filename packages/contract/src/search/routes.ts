import type { Route } from '../route.ts';
import { searchCalls } from './calls.ts';
import { SearchAnswer, SearchQuery, SearchWords, SuggestionsQuery } from './shapes.ts';

/** Calls about search with the schemas of what they take and answer. */
export const searchRoutes = {
  search: {
    ...searchCalls.search,
    summary: 'Public videos, people, tags or collections by words, pinyin or initials, the best first',
    query: SearchQuery,
    answer: SearchAnswer,
  },
  searchSuggestions: {
    ...searchCalls.searchSuggestions,
    summary: 'What may be meant by what was typed so far',
    query: SuggestionsQuery,
    answer: SearchWords,
  },
  searchHot: {
    ...searchCalls.searchHot,
    summary: 'What many people searched for in the last week',
    answer: SearchWords,
  },
} as const satisfies Record<string, Route>;
