import { sentPictureKey } from '@weireel/catalogue';
import { requireRoom } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import { mostAvatarBytes } from '@weireel/contract/plain';
import { inTransaction } from '@weireel/db';
import { findUser } from '@weireel/db/people';
import { noteArtefact } from '@weireel/db/videos';
import { readPictureHead } from '@weireel/media';
import { adoptPicture, takeAvatar } from '@weireel/publishing';
import { mostPicturePixels } from '@weireel/transcode';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import { requireAuthor } from '../channels/require-author.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { createFileReceiver } from '../uploads/receive-file.ts';
import { presentAccount } from './present-account.ts';
import { presentMe } from './present-me.ts';

/** Whoever tries out a few pictures is not held up; each costs a run of FFmpeg. */
const pace = { capacity: 20_000, burst: 10, everyMs: 3 * 60_000 };

/** What people are shown by: sent by themselves, taken away by them or an administrator. */
export function avatarRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, blobs, newId } = context;
  const sent = createAllowance(pace, context.elapsedMs);
  const receive = createFileReceiver({
    mostBytes: mostAvatarBytes,
    damaged: 'picture_damaged',
    elapsedMs: context.elapsedMs,
  });

  app.register((pictures, _options, done) => {
    pictures.removeAllContentTypeParsers();
    pictures.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    route(pictures, 'putAvatar', async ({ query, viewer, request }) => {
      const { id: personId } = await requireAuthor(db, { ...query, viewer, least: 'owner' });
      sent.spend(viewer.id);
      const bytes = await receive(viewer.id, request);
      const head = readPictureHead(bytes);
      if (head === null) throw new WeireelError('picture_unsupported');
      if (head.widthPx * head.heightPx > mostPicturePixels) throw new WeireelError('picture_too_many_pixels');
      await requireRoom(blobs, bytes.length);
      const key = sentPictureKey(personId, newId());
      const note = { key, personId, kind: 'sent_picture', sizeBytes: bytes.length } as const;
      await noteArtefact(db, { ...note, attemptId: null });
      await blobs.put(key, bytes);
      const actor = { newId, requestId: request.id };
      await inTransaction(db, (trx) => adoptPicture(trx, { personId, key }, actor));
      return presentMe(context, personId);
    });
    done();
  });

  route(app, 'deleteAvatar', async ({ query, viewer, request }) => {
    const { id: personId, madeById } = await requireAuthor(db, { ...query, viewer, least: 'owner' });
    const actor = { newId, requestId: request.id };
    await inTransaction(db, (trx) => takeAvatar(trx, { personId, byId: madeById }, actor));
    return presentMe(context, personId);
  });

  route(app, 'takeAvatar', async ({ params, viewer, request }) => {
    const actor = { newId, requestId: request.id };
    await inTransaction(db, (trx) => takeAvatar(trx, { personId: params.id, byId: viewer.id }, actor));
    request.log.info({ userId: params.id, byId: viewer.id }, 'picture taken away');
    const user = await findUser(db, params.id);
    if (!user) throw new WeireelError('not_found');
    return presentAccount(user);
  });
}
