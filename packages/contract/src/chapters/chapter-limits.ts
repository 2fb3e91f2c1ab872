/** Chapters of one video. */
export const mostChapters = 100;

/** Characters of a chapter's title, as JavaScript counts them. */
export const chapterTitleLength = { min: 1, max: 100 } as const;
