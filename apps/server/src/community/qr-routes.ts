import { WeireelError, sharePath } from '@weireel/contract';
import type { FastifyInstance } from 'fastify';
import { toPngBuffer } from 'lean-qr/extras/node_export';
import type { ServerContext } from '../http/context.ts';
import { drawQr, qrToSvg, quietModules } from '../http/draw-qr.ts';
import { findOpenShare } from './find-open-share.ts';

/** Pixels of a module, for screens and small prints. */
const scale = 12;

/** Short links as QR codes, for whoever may follow them. */
export function qrRoutes(app: FastifyInstance, { db, config }: ServerContext): void {
  const draw = async (code: string) => {
    if ((await findOpenShare(db, code)) === null) throw new WeireelError('not_found');
    return drawQr(config.publicUrl + sharePath(code));
  };
  const options = { schema: { hide: true } };

  app.get<{ Params: { code: string } }>('/s/:code/qr.svg', options, async ({ params }, reply) => {
    const svg = qrToSvg(await draw(params.code));
    return reply.header('cache-control', 'public, max-age=300').type('image/svg+xml').send(svg);
  });

  app.get<{ Params: { code: string } }>('/s/:code/qr.png', options, async ({ params }, reply) => {
    const png = toPngBuffer(await draw(params.code), { pad: quietModules, scale });
    return reply.header('cache-control', 'public, max-age=300').type('image/png').send(Buffer.from(png));
  });
}
