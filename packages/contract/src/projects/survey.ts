import { Type, type Static } from 'typebox';
import { nullable } from '../scalars.ts';

const ticks = Type.Integer({
  minimum: 0,
  description: 'Ticks (1/705 600 000 s) from the beginning of the source',
});
const base64 = Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' });

/** The beat of a piece of music. */
export const BeatGrid = Type.Object({
  tempoBpm: Type.Number({ description: 'Beats a minute' }),
  beats: Type.Array(ticks),
});

/** The sound of a source, step by step. */
export const SurveyedSound = Type.Object({
  stepMs: Type.Integer({ minimum: 1, description: 'Milliseconds of a step' }),
  peaks: {
    ...base64,
    description: 'A byte for each step, in base64: its highest sample without its sign, 255 is full scale',
  },
  levels: {
    ...base64,
    description:
      'A byte for each step, in base64: how many half decibels its power lies below full scale; 255: that or more',
  },
  grid: nullable(BeatGrid, 'Its beat; null: it has none'),
});

/** What was found in a source by listening and looking once. */
export const Survey = Type.Object({
  sound: nullable(SurveyedSound, 'Null: it has none'),
  scenes: Type.Array(ticks, { description: 'Where another scene begins, but for the first' }),
});

/** How far the survey of a source is. */
export const SurveyState = Type.Object({
  state: Type.Union([Type.Literal('making'), Type.Literal('ready'), Type.Literal('failed')]),
  failureCode: nullable(Type.String(), 'Why it failed; null: it has not'),
  survey: nullable(Survey, 'Null: it is not ready'),
});

/** What was found in a source. */
export type Survey = Static<typeof Survey>;
/** The sound of a source, step by step. */
export type SurveyedSound = Static<typeof SurveyedSound>;
/** How far the survey of a source is. */
export type SurveyState = Static<typeof SurveyState>;
