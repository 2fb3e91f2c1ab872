import { Type, type Static } from 'typebox';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { captionKinds, captionLabelLength, captionTextLength, mostCaptions } from './caption-limits.ts';

/** A language, with script and region where they matter; in the one spelling that BCP 47 recommends. */
export const LanguageTag = Type.String({
  pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$',
  description: 'BCP 47: `zh-CN`, `en`, `zh-Hant-TW`',
});

/** How captions came to be. */
export const CaptionKind = Type.Enum(captionKinds);

/** By what people choose captions. */
export const CaptionLabel = Type.String({
  minLength: captionLabelLength.min,
  maxLength: captionLabelLength.max,
  pattern: '\\S',
  description: 'What people choose them by',
});
const Revision = Type.Integer({ minimum: 1, description: 'Rises with each change' });
const TimeMs = Type.Integer({ minimum: 0, maximum: 86_400_000 });

/** A part of a caption with its own time. */
export const CaptionWord = Type.Object(
  { text: Type.String({ maxLength: captionTextLength }), startMs: TimeMs, endMs: TimeMs },
  { additionalProperties: false },
);

/** A caption, and when it is shown. */
export const CaptionCue = Type.Object(
  {
    startMs: TimeMs,
    endMs: TimeMs,
    text: Type.String({ maxLength: captionTextLength, description: 'Plain; lines are parted by `\\n`' }),
    words: nullable(
      Type.Array(CaptionWord, { maxItems: captionTextLength }),
      'Parts with their own times, which together are the text; null: none are known',
    ),
  },
  { additionalProperties: false },
);

/** Captions of a video in one language, without what they say. */
export const CaptionTrack = Type.Object({
  language: LanguageTag,
  label: CaptionLabel,
  kind: CaptionKind,
  revision: Revision,
  count: Type.Integer({ description: 'How many there are' }),
  updatedAt: Timestamp,
  files: Type.Object(
    { vtt: Type.String(), srt: Type.String(), ass: Type.String() },
    { description: 'Where they are read as files; relative to the server or absolute' },
  ),
});

/** Captions of a video in one language. */
export const Captions = Type.Object({ ...CaptionTrack.properties, cues: Type.Array(CaptionCue) });

/** Path parameters of calls about captions in one language. */
export const CaptionParams = Type.Object({ id: Id, language: LanguageTag }, { additionalProperties: false });

const Expected = Type.Optional(
  Type.Integer({ minimum: 1, description: 'The revision that is replaced. Absent: there are none yet' }),
);

/** Body of `PUT /videos/{id}/captions/{language}`: what somebody wrote, whole. */
export const CaptionsBody = Type.Object(
  { label: CaptionLabel, revision: Expected, cues: Type.Array(CaptionCue, { maxItems: mostCaptions }) },
  { additionalProperties: false },
);

/** Query of `PUT /videos/{id}/captions/{language}/file`. */
export const CaptionFileQuery = Type.Object(
  { label: Type.Optional(CaptionLabel), revision: Expected },
  { additionalProperties: false },
);

/** Query of `DELETE /videos/{id}/captions/{language}`. */
export const DeleteCaptionsQuery = Type.Object(
  { revision: Type.Optional(Type.Integer({ minimum: 1, description: 'Absent: whatever it is' })) },
  { additionalProperties: false },
);

/** Captions that were read of a file. */
export const ReadCaptionFile = Type.Object({
  ...CaptionTrack.properties,
  problems: Type.Array(
    Type.Object({
      line: Type.Integer({ description: 'Where it begins; the first line is 1' }),
      code: Type.Union([
        Type.Literal('bad_time'),
        Type.Literal('no_duration'),
        Type.Literal('no_text'),
        Type.Literal('too_many'),
      ]),
    }),
    { description: 'What was left out, because it is no caption' },
  ),
});

/** How captions came to be. */
export type CaptionKind = Static<typeof CaptionKind>;
/** A caption, and when it is shown. */
export type CaptionCue = Static<typeof CaptionCue>;
/** Captions of a video in one language, without what they say. */
export type CaptionTrack = Static<typeof CaptionTrack>;
/** Captions of a video in one language. */
export type Captions = Static<typeof Captions>;
/** Body of `PUT /videos/{id}/captions/{language}`. */
export type CaptionsBody = Static<typeof CaptionsBody>;
/** Captions that were read of a file. */
export type ReadCaptionFile = Static<typeof ReadCaptionFile>;
