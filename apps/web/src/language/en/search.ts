import type { search as chinese } from '../zh-cn/search.ts';

/** What is said about searching. */
export const search: typeof chinese = {
  search: {
    label: 'Search videos, authors and tags',
    hint: 'Videos, authors, tags',
    submit: 'Search',
    clear: 'Clear',
    suggestions: 'Suggestions',
    suggestionCount: '{n} suggestions; choose with the arrow keys',
    past: 'Your searches',
    forget: 'Delete “{text}”',
    forgetAll: 'Clear all',
    hot: 'What people search for',
    types: 'Kind of result',
    video: 'Videos',
    user: 'Authors',
    tag: 'Tags',
    length: 'Length',
    lengths: { any: 'Any length', short: 'Under 1 min', medium: '1–5 min', long: 'Over 5 min' },
    age: 'Published',
    ages: { any: 'Any time', day: 'Last day', week: 'Last week', month: 'Last month', year: 'Last year' },
    videosOf: '{n} videos',
    nearest: 'Nothing was found for “{q}”; these come closest',
    emptyTitle: 'Nothing was found for “{q}”',
    emptyText: 'Try other words, or fewer filters.',
    clearFilters: 'Clear the filters',
    failedTitle: 'The search did not work',
    foundNews: 'Results for “{q}” are shown',
  },
};
