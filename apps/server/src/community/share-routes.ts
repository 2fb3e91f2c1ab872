import { WeireelError, sharePath } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { shareVideo } from '@weireel/db/community';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { findOpenVideo } from '../programs/find-open-video.ts';
import { frameCode, frameOf, usualRoom } from '../programs/frame-code.ts';
import { describeVideo } from '../programs/open-video.ts';
import { codeLength } from './find-open-share.ts';
import { requireVideo } from './require-video.ts';
import { wechatCodePath } from './wechat-routes.ts';

/** Short links by which videos are passed on. */
export function shareRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config } = context;

  route(app, 'shareVideo', async ({ params, viewer }) => {
    await requireVideo(db, 'see', { id: params.id, viewer });
    const wish = {
      videoId: params.id,
      userId: viewer?.id ?? null,
      code: context.newSecret().slice(0, codeLength),
    };
    const share = await inTransaction(db, (trx) => shareVideo(trx, wish));
    if (share === null) throw new WeireelError('not_found');
    const path = sharePath(share.code);
    const row = await findOpenVideo(context, params.id);
    const open = row && describeVideo(context, row);
    return {
      ...share,
      // The name by which this call came may be anybody's; the operator says which is ours.
      url: config.publicUrl + path,
      qrSvgUrl: `${path}/qr.svg`,
      qrPngUrl: `${path}/qr.png`,
      wechatCodeUrl: config.wechatSharing.ways === 'off' ? null : wechatCodePath(params.id),
      embedHtml: open && frameCode(config.publicUrl, open, frameOf(open, usualRoom)),
      hasWechatLinks: config.wechatSharing.ways === 'links',
    };
  });
}
