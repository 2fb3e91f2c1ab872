import { Type, type Static } from 'typebox';
import { Id, Sha256 } from '@weireel/contract';
import { documentLimits } from '../limits.ts';
import { FrameRate, closed, otherKind } from './scalars.ts';

const stored = {
  sha256: {
    ...Sha256,
    description: 'Of the file that is decoded; the same name is the same picture for ever',
  },
  assetId: Type.Optional({ ...Id, description: 'In the installation’s library' }),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  licence: Type.Optional(
    Type.String({ maxLength: 500, description: 'Whose it is, and what may be done with it' }),
  ),
};

const duration = Type.Integer({
  minimum: 1,
  maximum: documentLimits.sourceTicks,
  description: 'Ticks (1/705 600 000 s)',
});

const size = {
  widthPx: Type.Integer({ minimum: 1, maximum: 16_384, description: 'As displayed, after its rotation' }),
  heightPx: Type.Integer({ minimum: 1, maximum: 16_384, description: 'As displayed, after its rotation' }),
};

const loudness = Type.Optional(
  Type.Number({ minimum: -99, maximum: 20, description: 'Integrated loudness in LUFS (EBU R 128)' }),
);

/** A video of one frame rate: what processing made of an upload, never the upload itself. */
export const VideoAsset = closed({
  kind: Type.Literal('video'),
  ...stored,
  duration,
  ...size,
  fps: FrameRate,
  hasSound: Type.Boolean(),
  loudness,
});

/** Sound alone. */
export const AudioAsset = closed({ kind: Type.Literal('audio'), ...stored, duration, loudness });

/** A still picture. */
export const ImageAsset = closed({ kind: Type.Literal('image'), ...stored, ...size });

/** A moving picture that loops: GIF, WebP, APNG or Lottie, counted in frames of one length. */
export const AnimationAsset = closed({
  kind: Type.Literal('animation'),
  ...stored,
  duration,
  ...size,
  fps: FrameRate,
});

/** A font file with one face. */
export const FontAsset = closed({ kind: Type.Literal('font'), ...stored });

/** A table of colours (.cube). */
export const LutAsset = closed({ kind: Type.Literal('lut'), ...stored });

/** Kinds of assets that we know, with the schema of each. */
const assetSchemas = {
  video: VideoAsset,
  audio: AudioAsset,
  image: ImageAsset,
  animation: AnimationAsset,
  font: FontAsset,
  lut: LutAsset,
};

/** What a newer program uses. */
export const UnknownAsset = Type.Object(
  { kind: otherKind(assetSchemas) },
  { additionalProperties: true, description: 'Of a newer program: kept as it is' },
);

/** A file that items refer to. */
export const Asset = Type.Union([
  VideoAsset,
  AudioAsset,
  ImageAsset,
  AnimationAsset,
  FontAsset,
  LutAsset,
  UnknownAsset,
]);

/** A video of one frame rate. */
export type VideoAsset = Static<typeof VideoAsset>;
/** Sound alone. */
export type AudioAsset = Static<typeof AudioAsset>;
/** A still picture. */
export type ImageAsset = Static<typeof ImageAsset>;
/** A moving picture that loops. */
export type AnimationAsset = Static<typeof AnimationAsset>;
/** A font file. */
export type FontAsset = Static<typeof FontAsset>;
/** A table of colours. */
export type LutAsset = Static<typeof LutAsset>;
/** An asset of a kind that we do not know. */
export type UnknownAsset = Static<typeof UnknownAsset>;
