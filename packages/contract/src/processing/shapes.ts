import { Type, type Static } from 'typebox';
import { Timestamp, nullable } from '../scalars.ts';
import { stageNames } from './stage-names.ts';

/** A step of the pipeline. */
export const StageName = Type.Enum(stageNames);

/** How far a step is. */
export const StageState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('skipped'),
]);

/** One step of the pipeline, for people: which, how far, and why. */
export const Stage = Type.Object({
  stage: StageName,
  state: StageState,
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  startedAt: nullable(Timestamp),
  finishedAt: nullable(Timestamp),
  remainingMs: nullable(
    Type.Integer(),
    'How long it probably still takes; null: it does not run, or nobody knows',
  ),
  reason: Type.Optional(
    Type.Object({
      codes: Type.Array(Type.String(), { description: 'Stable reason codes, such as `hdr`' }),
      message: Type.String({ description: 'A sentence in the language of Accept-Language' }),
    }),
  ),
});

/** Why a video failed. */
export const Failure = Type.Object({
  code: Type.String(),
  message: Type.String(),
  retryable: Type.Boolean({
    description: 'Whether processing the same file again may help; false: another file is needed',
  }),
});

/** A step of the pipeline. */
export type StageName = Static<typeof StageName>;
/** How far a step is. */
export type StageState = Static<typeof StageState>;
/** One step of the pipeline. */
export type Stage = Static<typeof Stage>;
/** Why a video failed. */
export type Failure = Static<typeof Failure>;
