import { may, mayDownload } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { findArtefact, findVideo } from '@weireel/db/videos';
import type { FastifyInstance } from 'fastify';
import { attachmentNamed } from '../http/attachment.ts';
import type { ServerContext } from '../http/context.ts';
import type { ServedBlob } from '../playback/hot-blobs.ts';
import { createBlobPump } from '../playback/pump-blob.ts';
import { sendBlob } from '../playback/send-blob.ts';
import { accessFacts } from './access-facts.ts';

/**
 * `GET /videos/{id}/download`: the whole video as one MP4 file that is named after it. For its author and
 * administrators, and for whoever may see it when its author lets them.
 */
export function downloadRoutes(app: FastifyInstance, { db, blobs }: ServerContext): void {
  // Read as they are sent: a whole video is nothing to keep in memory.
  const open = async (key: string): Promise<ServedBlob | null> => {
    const blob = await blobs.open(key);
    return blob && { ...blob, bytes: null };
  };
  const source = { blobs: { open }, pump: createBlobPump() };

  app.route<{ Params: { id: string } }>({
    method: ['GET', 'HEAD'],
    url: '/videos/:id/download',
    schema: { hide: true },
    handler: async (request, reply) => {
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
    },
  });
}
