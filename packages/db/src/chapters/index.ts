export { indexedChapters, listChapters, putChapters } from './chapters.ts';
export type { IndexedChapter } from './chapters.ts';
