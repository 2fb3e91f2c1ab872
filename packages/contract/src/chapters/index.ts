export { chapterTitleLength, mostChapters } from './chapter-limits.ts';
export { Chapter, Chapters, ChaptersBody } from './shapes.ts';
