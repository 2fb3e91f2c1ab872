import { tidyCues, type CaptionProblem } from '@weireel/captions';
import { mayOthers } from '@weireel/catalogue';
import { captionFileBytes, WeireelError, type FieldError, type FieldErrorCode } from '@weireel/contract';
import { deleteCaptions, findCaptions, listCaptionTracks } from '@weireel/db/captions';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { accessFacts } from '../videos/access-facts.ts';
import { requireCard } from '../videos/require-card.ts';
import { presentTrack } from './present-track.ts';
import { readCaptionFile } from './read-caption-file.ts';
import { changeCaptions, conflict, writeCaptions } from './write-captions.ts';

/** Captions of what everybody may see are the same for all; who has changed them asks with another address. */
const cacheSeconds = 5;

/** Captions of videos. */
export function captionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, signer } = context;

  route(app, 'captionTracks', async ({ params, viewer }) => {
    const card = await requireCard(db, params.id, viewer);
    const rows = await listCaptionTracks(db, params.id);
    return { items: rows.map((row) => presentTrack(card, row, signer)), nextCursor: null };
  });

  route(app, 'captions', async ({ params, viewer, reply }) => {
    const card = await requireCard(db, params.id, viewer);
    const row = await findCaptions(db, params.id, params.language);
    if (row === null) throw new WeireelError('not_found');
    if (viewer === null && mayOthers('see', accessFacts(card), 'visitor')) {
      reply.header('cache-control', `public, max-age=${cacheSeconds}`);
    }
    return { ...presentTrack(card, row, signer), cues: row.cues };
  });

  route(app, 'putCaptions', async ({ params, body, viewer, request }) => {
    const { cues, problems } = tidyCues(body.cues);
    if (problems.length > 0)
      throw new WeireelError('invalid_request', { errors: problems.map(toFieldError) });
    if (cues.length === 0) throw new WeireelError('captions_empty');
    const { label, revision = null } = body;
    const wish = { language: params.language, label: label.trim(), kind: 'edited' as const, cues, revision };
    const written = await writeCaptions(context, { id: params.id, viewer, requestId: request.id }, wish);
    return presentTrack(await requireCard(db, params.id, viewer), written, signer);
  });

  route(app, 'deleteCaptions', async ({ params, query, viewer, request }) => {
    const { id, language } = params;
    const { revision = null } = query;
    await changeCaptions(context, { id, viewer, requestId: request.id }, async (trx, _video, tell) => {
      if (!(await deleteCaptions(trx, { videoId: id, language, revision }))) {
        const isThere = (await findCaptions(trx, id, language)) !== null;
        throw isThere ? await conflict(trx, id, language) : new WeireelError('not_found');
      }
      await tell(language, null);
    });
    return undefined;
  });

  // Files are raw bytes of whatever type the client says, because they hardly ever say their encoding.
  app.register((files, _options, done) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: captionFileBytes },
      (_request, bytes, parsed) => parsed(null, bytes),
    );
    route(files, 'putCaptionFile', async ({ params, query, viewer, request }) => {
      // As: the parser above makes a buffer of every body; without one there is none.
      const bytes = (request.body as Buffer | null | undefined) ?? Buffer.alloc(0);
      const { cues, problems } = readCaptionFile(bytes);
      const { label = null, revision = null } = query;
      const wish = {
        language: params.language,
        label: label?.trim() ?? null,
        kind: 'uploaded' as const,
        cues,
        revision,
      };
      const written = await writeCaptions(context, { id: params.id, viewer, requestId: request.id }, wish);
      const card = await requireCard(db, params.id, viewer);
      return { ...presentTrack(card, written, signer), problems };
    });
    done();
  });
}

const fieldCodes = {
  ...{ bad_time: 'bad_format', no_duration: 'too_small', no_text: 'too_short', too_many: 'too_many' },
} as const satisfies Record<CaptionProblem['code'], FieldErrorCode>;

function toFieldError({ line, code }: CaptionProblem): FieldError {
  return { path: `cues.${line - 1}`, code: fieldCodes[code], message: '' };
}
