import { IdParams, WeireelError } from '@weireel/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressBlocks } from '../http/address-blocks.ts';
import type { ServerContext } from '../http/context.ts';
import { describeFile } from '../http/describe-file.ts';
import { route } from '../http/route.ts';
import { requireVideo } from './require-video.ts';
import { createWechatWays } from './wechat-ways.ts';

/** Where the code of a video is, for whoever may see the video. */
export const wechatCodePath = (videoId: string): string => `/api/v1/videos/${videoId}/wechat-code`;

/** Ways to videos in the mini program, for whoever may see the video. */
export function wechatRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config, wechat } = context;
  const { ways: offered } = config.wechatSharing;
  const findWay = offered === 'off' || wechat === null ? null : createWechatWays(context, wechat);

  /** The way to a video of each kind, once it is known that whoever asks may see it. */
  const waysTo = async (videoId: string, { viewer, ip }: FastifyRequest) => {
    await requireVideo(db, 'see', { id: videoId, viewer });
    if (findWay === null) throw new WeireelError('not_found');
    return (kind: 'code' | 'link' | 'scheme') => findWay(kind, videoId, viewer?.id ?? addressBlocks(ip).own);
  };

  const schema = describeFile({
    operationId: 'wechatCode',
    summary: 'The code that opens a video in the mini program, a picture',
    tag: 'videos',
    type: 'image/jpeg',
    params: IdParams,
  });
  app.get<{ Params: { id: string } }>('/videos/:id/wechat-code', { schema }, async (request, reply) => {
    const find = await waysTo(request.params.id, request);
    const picture = await find('code');
    return reply.header('cache-control', 'private, max-age=300').type('image/jpeg').send(picture);
  });

  route(app, 'wechatLinks', async ({ params, request }) => {
    if (offered !== 'links') throw new WeireelError('not_found');
    const find = await waysTo(params.id, request);
    const [link, scheme] = [await find('link'), await find('scheme')];
    return { url: link.toString(), schemeUrl: scheme.toString() };
  });
}
