import { ExportParams, WeireelError, type ExportFormat } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { findProject, findRender, listExports } from '@weireel/db/projects';
import { beginExport, readExports, requireFilm } from '@weireel/publishing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import { attachmentNamed } from '../http/attachment.ts';
import type { ServerContext } from '../http/context.ts';
import { describeFile, fileRoute } from '../http/describe-file.ts';
import { route } from '../http/route.ts';
import { sendBlob } from '../playback/send-blob.ts';
import { wholeFiles } from '../playback/whole-files.ts';

/** Each costs the worker some seconds. */
const pace = { capacity: 20_000, burst: 20, everyMs: 10_000 };

/** Other forms of films, and `GET /assets/{id}/exports/{format}`, which is one of them as a file named after its project. */
export function filmExportRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, blobs, newId } = context;
  const exports = createAllowance(pace, context.elapsedMs);
  const source = wholeFiles(blobs);

  route(app, 'exportFilm', async ({ params, body, viewer }) => {
    const film = await requireFilm(db, params.id, viewer.id);
    exports.spend(viewer.id, 'too_many_exports');
    await inTransaction(db, (trx) => beginExport(trx, { film, format: body.format }, newId));
    const made = (await readExports(db, film.id)).find(({ format }) => format === body.format);
    if (made === undefined) throw new WeireelError('not_found');
    return made;
  });

  route(app, 'filmExports', async ({ params, viewer }) => {
    const { id } = await requireFilm(db, params.id, viewer.id);
    return { items: await readExports(db, id), nextCursor: null };
  });

  type Asked = FastifyRequest<{ Params: { id: string; format: ExportFormat } }>;
  const handler = async (request: Asked, reply: FastifyReply) => {
    const { viewer, params } = request;
    if (viewer === null) throw new WeireelError(request.authenticationFailure);
    const film = await requireFilm(db, params.id, viewer.id);
    const made = (await listExports(db, film.id)).find(({ format }) => format === params.format);
    if (made === undefined || made.key === null) throw new WeireelError('not_found');
    reply.header('content-disposition', attachmentNamed(await titleOf(film.id, viewer.id), params.format));
    return sendBlob(source, request, reply, { key: made.key, cacheControl: 'private, no-cache' });
  };
  const schema = describeFile({
    operationId: 'downloadExport',
    summary: 'Another form of a film of one’s own, as a file',
    tag: 'assets',
    type: 'application/octet-stream',
    needsSignIn: true,
    params: ExportParams,
  });
  fileRoute(app, '/assets/:id/exports/:format', { schema, handler });

  /** What the film's project is called; of one that was deleted, nothing. */
  async function titleOf(assetId: string, ownerId: string): Promise<string> {
    const render = await findRender(db, assetId);
    const project = render?.project_id == null ? null : await findProject(db, render.project_id, ownerId);
    return project?.title ?? '';
  }
}
