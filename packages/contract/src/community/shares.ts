import { Type, type Static } from 'typebox';

/** My short link to a video. */
export const ShareLink = Type.Object({
  code: Type.String(),
  url: Type.String({ description: 'Absolute, below the public address of this installation' }),
  qrSvgUrl: Type.String({ description: 'The link as a QR code, SVG' }),
  qrPngUrl: Type.String({ description: 'The same, PNG' }),
  shares: Type.Integer({ description: 'How many people have passed the video on' }),
});

/** My short link to a video. */
export type ShareLink = Static<typeof ShareLink>;
