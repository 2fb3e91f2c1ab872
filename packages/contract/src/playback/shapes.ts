import { Type, type Static } from 'typebox';
import { CaptionKind } from '../captions/shapes.ts';
import { nullable } from '../scalars.ts';

/** One encoded form that can be chosen. */
export const Rendition = Type.Object({
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
  codec: Type.String({ description: 'RFC 6381 codecs' }),
  bitrateBps: Type.Integer({ description: 'Measured average' }),
});

/** Everything a player needs. URLs are relative to the server or absolute. */
export const Playback = Type.Object({
  hlsUrl: Type.String(),
  mp4Url: nullable(Type.String()),
  posterUrl: nullable(Type.String()),
  placeholder: nullable(
    Type.String(),
    'ThumbHash of the cover (https://evanw.github.io/thumbhash) in base64, to show until the cover is there',
  ),
  previewUrl: nullable(Type.String()),
  storyboard: nullable(
    Type.Object({
      vttUrl: Type.String(),
      imageUrl: Type.String({ description: 'The first sheet' }),
      imageUrls: Type.Array(Type.String(), { description: 'Every sheet, in order' }),
      intervalMs: Type.Integer({ description: 'From one picture to the next; the first is at 0' }),
      count: Type.Integer({ description: 'Pictures on all sheets together' }),
      columns: Type.Integer({ description: 'Pictures in a row' }),
      rows: Type.Integer({ description: 'Rows of a sheet; the last sheet may not fill them' }),
      tileWidthPx: Type.Integer(),
      tileHeightPx: Type.Integer(),
    }),
  ),
  captions: Type.Array(
    Type.Object({
      language: Type.String({ description: 'BCP 47' }),
      label: Type.String({ description: 'What people choose them by' }),
      kind: CaptionKind,
      revision: Type.Integer({ description: 'Rises with each change of what they say' }),
      url: Type.String({ description: 'As a WebVTT file' }),
    }),
    { description: 'Also declared in `hlsUrl`' },
  ),
  renditions: Type.Array(Rendition),
});

/** One encoded form that can be chosen. */
export type Rendition = Static<typeof Rendition>;
/** Everything a player needs. */
export type Playback = Static<typeof Playback>;
