import type { Route } from '../route.ts';
import { IdParams } from '../scalars.ts';
import { chaptersCalls } from './calls.ts';
import { Chapters, ChaptersBody } from './shapes.ts';

/** Calls about chapters with the schemas of what they take and answer. */
export const chaptersRoutes = {
  chapters: {
    ...chaptersCalls.chapters,
    summary: 'The chapters of a video',
    params: IdParams,
    answer: Chapters,
  },
  putChapters: {
    ...chaptersCalls.putChapters,
    summary: 'Writes the chapters of a video, whole',
    params: IdParams,
    body: ChaptersBody,
    answer: Chapters,
  },
} as const satisfies Record<string, Route>;
