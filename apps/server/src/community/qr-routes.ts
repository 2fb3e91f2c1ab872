import { WeireelError, sharePath } from '@weireel/contract';
import type { FastifyInstance } from 'fastify';
import { correction, generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';
import { toSvgSource } from 'lean-qr/extras/svg';
import type { ServerContext } from '../http/context.ts';
import { findOpenShare } from './find-open-share.ts';

/** Empty modules around a code, as ISO/IEC 18004 wants. */
const quiet = 4;
/** Pixels of a module, for screens and small prints. */
const scale = 12;

/** Short links as QR codes, for whoever may follow them. */
export function qrRoutes(app: FastifyInstance, { db, config }: ServerContext): void {
  const draw = async (code: string) => {
    if ((await findOpenShare(db, code)) === null) throw new WeireelError('not_found');
    return generate(config.publicUrl + sharePath(code), { minCorrectionLevel: correction.M });
  };
  const options = { schema: { hide: true } };

  app.get<{ Params: { code: string } }>('/s/:code/qr.svg', options, async ({ params }, reply) => {
    const svg = toSvgSource(await draw(params.code), {
      on: '#000',
      off: '#fff',
      pad: quiet,
      xmlDeclaration: true,
    });
    return reply.header('cache-control', 'public, max-age=300').type('image/svg+xml').send(svg);
  });

  app.get<{ Params: { code: string } }>('/s/:code/qr.png', options, async ({ params }, reply) => {
    const png = toPngBuffer(await draw(params.code), { pad: quiet, scale });
    return reply.header('cache-control', 'public, max-age=300').type('image/png').send(Buffer.from(png));
  });
}
