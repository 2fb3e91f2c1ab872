import { Type, type Static } from 'typebox';
import { nullable } from '../scalars.ts';
import { chapterTitleLength, mostChapters } from './chapter-limits.ts';

/** A part of a video that has a name. It ends where the next one begins, or with the video. */
export const Chapter = Type.Object(
  {
    startMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
    title: Type.String({
      minLength: chapterTitleLength.min,
      maxLength: chapterTitleLength.max,
      // One line that says something: no control character, and no separator of lines or paragraphs.
      pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
    }),
  },
  { additionalProperties: false },
);

/** Body of `PUT /videos/{id}/chapters`: all of them, each behind the one before. Empty: the video has none. */
export const ChaptersBody = Type.Object(
  {
    chapters: Type.Array(Chapter, { maxItems: mostChapters }),
    revision: Type.Optional(
      Type.Integer({ minimum: 0, description: 'The revision that is replaced. Absent: whatever it is' }),
    ),
  },
  { additionalProperties: false },
);

/** The chapters of a video. */
export const Chapters = Type.Object({
  revision: Type.Integer({ description: 'Rises with each change; 0: nobody has written any' }),
  chapters: Type.Array(Chapter, {
    description: 'In the order of time. What lies behind the end of what the video shows now is left out',
  }),
  vttUrl: nullable(
    Type.String(),
    'Where they are read as a WebVTT track of kind `chapters`; relative to the server or absolute. null: there are none',
  ),
});

/** A part of a video that has a name. */
export type Chapter = Static<typeof Chapter>;
/** The chapters of a video. */
export type Chapters = Static<typeof Chapters>;
