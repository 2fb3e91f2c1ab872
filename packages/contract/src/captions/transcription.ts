import { Type, type Static } from 'typebox';
import { Failure } from '../processing/shapes.ts';
import { nullable } from '../scalars.ts';
import { CaptionLabel, LanguageTag } from './shapes.ts';

/** Body of `PUT /videos/{id}/transcription`: the language that is spoken, and what the captions are to be called. */
export const TranscriptionBody = Type.Object(
  { language: LanguageTag, label: CaptionLabel },
  { additionalProperties: false },
);

/** Whether speech can be written down here, and how the last time that it was asked for went. */
export const Transcription = Type.Object({
  isOffered: Type.Boolean({ description: 'Whether this installation has an engine for speech' }),
  last: nullable(
    Type.Object({
      language: LanguageTag,
      state: Type.Union([
        Type.Literal('waiting'),
        Type.Literal('running'),
        Type.Literal('done'),
        Type.Literal('failed'),
      ]),
      progress: Type.Number({ minimum: 0, maximum: 1 }),
      failure: nullable(Failure, 'Why there are no captions of it; null: it has not failed'),
    }),
    'Of what the video shows now; null: it was never asked for',
  ),
});

/** Whether speech can be written down here, and how the last time went. */
export type Transcription = Static<typeof Transcription>;
