import { WeireelError } from '@weireel/contract';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { oembedPath } from './addresses.ts';
import { brand } from './brand.ts';
import { findOpenVideo, videoAtAddress } from './find-open-video.ts';
import { frameCode, frameOf, usualRoom } from './frame-code.ts';
import { describeVideo, type OpenVideo } from './open-video.ts';

interface Wish {
  /** Address of the page whose video is to be shown. */
  url?: string;
  /** Only `json` is spoken. Absent: that. */
  format?: string;
  /** Most pixels that there is room for. Absent: our usual room. */
  maxwidth?: string;
  /** As `maxwidth`. */
  maxheight?: string;
}

/** No page has more room; a number beyond is a mistake. */
const mostPx = 10_000;

/**
 * `GET /oembed`: how to show a video of ours in another page (https://oembed.com, JSON alone). What a visitor may not
 * see is not found, like what never was.
 */
export function oembedRoutes(app: FastifyInstance, context: ServerContext): void {
  const querystring = {
    type: 'object',
    properties: Object.fromEntries(
      ['url', 'format', 'maxwidth', 'maxheight'].map((name) => [name, { type: 'string', maxLength: 2000 }]),
    ),
  };
  const schema = { hide: true, querystring };

  app.get<{ Querystring: Wish }>(oembedPath, { schema }, async ({ query }, reply) => {
    // Pages of others may ask; it is what they could read by themselves.
    reply.header('access-control-allow-origin', '*').header('cache-control', 'no-cache');
    if ((query.format ?? 'json') !== 'json') {
      return reply.code(501).type('text/plain; charset=utf-8').send('Only format=json is spoken here.\n');
    }
    const id = await videoAtAddress(context, query.url ?? '');
    const row = id === null ? null : await findOpenVideo(context, id);
    if (row === null) throw new WeireelError('not_found');
    return describeFrame(context.config.publicUrl, describeVideo(context, row), query);
  });
}

function describeFrame(publicUrl: string, video: OpenVideo, { maxwidth, maxheight }: Wish) {
  const frame = frameOf(video, {
    widthPx: readPx(maxwidth) ?? usualRoom.widthPx,
    heightPx: readPx(maxheight) ?? usualRoom.heightPx,
  });
  return {
    version: '1.0',
    type: 'video',
    provider_name: brand,
    provider_url: `${publicUrl}/`,
    title: video.title,
    author_name: video.author.nickname,
    author_url: video.author.url,
    // A thumbnail goes with its size only; the cover has the picture's shape, and so the frame's.
    ...(video.imageUrl !== null && {
      thumbnail_url: video.imageUrl,
      thumbnail_width: frame.widthPx,
      thumbnail_height: frame.heightPx,
    }),
    html: frameCode(publicUrl, video, frame),
    width: frame.widthPx,
    height: frame.heightPx,
  };
}

/** Null for what is no length: the spec names no error for it, and a frame of our usual size is better than none. */
function readPx(text: string | undefined): number | null {
  const px = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return px >= 1 && px <= mostPx ? px : null;
}
