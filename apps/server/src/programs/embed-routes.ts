import type { FastifyInstance, FastifyReply } from 'fastify';
import { framablePolicy } from '../http/answer-headers.ts';
import type { ServerContext } from '../http/context.ts';
import { languageOf } from '../http/problem.ts';
import { embedPath } from './addresses.ts';
import { writeEmbedPage, writeMissingEmbedPage, type EmbedCode } from './embed-page.ts';
import { findOpenVideo } from './find-open-video.ts';
import { describeVideo } from './open-video.ts';

/**
 * `/embed/{id}`: a video in a frame of anybody's page, as a visitor may see it: cookies play no part. It is the only
 * page that others may frame, so it does nothing but play.
 */
export function embedRoutes(app: FastifyInstance, context: ServerContext, code: EmbedCode): void {
  const send = (reply: FastifyReply, status: number, html: string): FastifyReply =>
    reply
      .code(status)
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .header('content-security-policy', framablePolicy)
      .type('text/html; charset=utf-8')
      .send(html);

  app.get<{ Params: { id: string } }>(
    embedPath(':id'),
    { schema: { hide: true } },
    async (request, reply) => {
      const language = languageOf(request);
      const row = await findOpenVideo(context, request.params.id);
      return row === null
        ? send(reply, 404, writeMissingEmbedPage(language))
        : send(reply, 200, writeEmbedPage(describeVideo(context, row, ''), language, code));
    },
  );
}
