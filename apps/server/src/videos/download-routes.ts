import { may, mayDownload } from '@weireel/catalogue';
import { IdParams, WeireelError } from '@weireel/contract';
import { findArtefact, findVideo } from '@weireel/db/videos';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attachmentNamed } from '../http/attachment.ts';
import type { ServerContext } from '../http/context.ts';
import { describeFile, fileRoute } from '../http/describe-file.ts';
import { sendBlob } from '../playback/send-blob.ts';
import { wholeFiles } from '../playback/whole-files.ts';
import { accessFacts } from './access-facts.ts';

/**
 * `GET /videos/{id}/download`: the whole video as one MP4 file that is named after it. For its author and
 * administrators, and for whoever may see it when its author lets them.
 */
export function downloadRoutes(app: FastifyInstance, { db, blobs }: ServerContext): void {
  const source = wholeFiles(blobs);

  const handler = async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
    const { viewer } = request;
    const row = await findVideo(db, request.params.id, viewer?.id);
    if (!row || !may('see', accessFacts(row), viewer)) throw new WeireelError('not_found');
    const { downloadable, title } = row.video;
    if (!mayDownload({ ...accessFacts(row), downloadable }, viewer))
      throw new WeireelError('download_not_allowed');
    const file = await findArtefact(db, row.asset.id, 'progressive');
    if (!file) throw new WeireelError('still_processing');
    reply.header('content-disposition', attachmentNamed(title, 'mp4'));
    // Another time its author may not let them.
    return sendBlob(source, request, reply, { key: file.key, cacheControl: 'private, no-cache' });
  };
  const schema = describeFile({
    operationId: 'downloadVideo',
    summary: 'The whole video as one MP4 file',
    tag: 'videos',
    type: 'video/mp4',
    params: IdParams,
  });
  fileRoute(app, '/videos/:id/download', { schema, handler });
}
