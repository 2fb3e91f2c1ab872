import type { categories as chinese } from '../zh-cn/categories.ts';

/** What is said about categories. */
export const categories: typeof chinese = {
  categories: {
    title: 'Category',
    choose: 'Category',
    none: 'No category',
    any: 'Any category',
    empty: 'There are no videos in this category yet',
    emptyText: 'Publish one with this category, and it appears here.',
    manage: 'Categories',
    manageText:
      'Authors choose one of these for a video. One that is retired stays on the videos that have it, and cannot be chosen any more.',
    nothing: 'There are no categories yet',
    zh: 'Name in Chinese',
    en: 'Name in English',
    add: 'Add a category',
    up: 'Move up',
    down: 'Move down',
    retire: 'Retire',
    restore: 'Bring back',
    retired: 'Retired',
    saved: 'Category saved',
    onlyAdmins: 'Only administrators manage categories',
  },
};
