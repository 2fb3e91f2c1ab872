import type { listsZhCn } from './lists-zh-cn.ts';

/** What is said of collections, courses, tags and categories, in English. */
export const listsEn: typeof listsZhCn = {
  ofPerson: 'Collections and courses',
  kind: { collection: 'Collection', course: 'Course' },
  count: { collection: '{n} videos', course: '{n} lessons' },
  by: 'By {name}',
  failed: 'It did not load',
  gone: 'There is no such collection',
  empty: 'There is nothing in it yet that you may watch',
  begin: { collection: 'Start watching', course: 'Start learning' },
  goOn: 'Go on: {title}',
  again: 'Watch again',
  progress: '{done} of {all} done',
  done: 'Watched',
  partial: 'Watched in part',
  playing: 'Playing now',
  next: { collection: 'Next', course: 'Next lesson' },
  playOn: 'Play the next one by itself',
  tagCount: '{n} videos',
  related: 'Tags beside it',
  order: 'Order',
  latest: 'Latest',
  hot: 'Hot',
  categories: 'Categories',
  none: 'There are no videos here yet',
  noneText: 'Choose it when you publish, and the video appears here.',
};
