import { Type, type Static } from 'typebox';
import { nullable } from '../scalars.ts';

/** My short link to a video. */
export const ShareLink = Type.Object({
  code: Type.String(),
  url: Type.String({ description: 'Absolute, below the public address of this installation' }),
  qrSvgUrl: Type.String({ description: 'The link as a QR code, SVG' }),
  qrPngUrl: Type.String({ description: 'The same, PNG' }),
  wechatCodeUrl: nullable(
    Type.String(),
    'The code that opens the video in the mini program, a picture; null: this installation has none',
  ),
  embedHtml: nullable(
    Type.String(),
    'HTML that shows the video in another page; null: it is not for everybody who has its address',
  ),
  hasWechatLinks: Type.Boolean({
    description: 'Whether `wechatLinks` gives addresses that open the video in the mini program',
  }),
  shares: Type.Integer({ description: 'How many people have passed the video on' }),
});

/** Addresses that open a video in the mini program, for those who are outside WeChat. */
export const WechatLinks = Type.Object({
  url: Type.String({ description: 'Opens a page of WeChat’s first, and works in messages, too' }),
  schemeUrl: Type.String({ description: 'Opens WeChat at once, from a browser on a phone' }),
});

/** Addresses that open a video in the mini program. */
export type WechatLinks = Static<typeof WechatLinks>;
/** My short link to a video. */
export type ShareLink = Static<typeof ShareLink>;
