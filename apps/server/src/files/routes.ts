import { assetPrefix, sourceKey } from '@weireel/catalogue';
import { requireRoom } from '@weireel/blob';
import { WeireelError, type OwnFile } from '@weireel/contract';
import { mostFileBytes } from '@weireel/contract/plain';
import { inTransaction } from '@weireel/db';
import { countOwnFiles, findOwnFile, insertOwnFile, listOwnFiles, type OwnFileRow } from '@weireel/db/files';
import { lockUser } from '@weireel/db/people';
import { insertAsset, noteArtefact, storeArtefact } from '@weireel/db/videos';
import { enqueueJob } from '@weireel/jobs';
import { discardAsset, fileSource } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit, pageOf, readCursor } from '../http/cursor.ts';
import { route } from '../http/route.ts';
import { createFileReceiver } from '../uploads/receive-file.ts';

/** Files that one person may have. */
const mostFiles = 300;
/** Each costs a run of FFmpeg at most. */
const pace = { capacity: 20_000, burst: 30, everyMs: 20_000 };

const states: Record<OwnFileRow['state'], OwnFile['state']> = {
  ...{ uploading: 'checking', processing: 'checking', ready: 'ready', failed: 'failed', deleted: 'failed' },
};

/** Files of people's own. */
export function fileRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, blobs, signer, newId, newSecret } = context;
  const sent = createAllowance(pace, context.elapsedMs);
  const receive = createFileReceiver({
    mostBytes: mostFileBytes,
    damaged: 'file_damaged',
    elapsedMs: context.elapsedMs,
  });

  const present = (file: OwnFileRow): OwnFile => ({
    ...{ id: file.asset_id, name: file.file_name, state: states[file.state] },
    ...{ failureCode: file.failure_code, source: fileSource(file), url: urlOf(file) },
    createdAt: file.created_at.toISOString(),
  });

  function urlOf({ asset_id: assetId, facts, media_key: mediaKey }: OwnFileRow): string | null {
    if (facts === null) return null;
    const path = facts.key.slice(assetPrefix(assetId).length);
    return `/media/${mediaKey}/${path}?${signer.sign(mediaKey, 0)}`;
  }

  async function requireOwn(id: string, ownerId: string): Promise<OwnFileRow> {
    const file = await findOwnFile(db, id);
    if (file?.owner_id !== ownerId) throw new WeireelError('not_found');
    return file;
  }

  app.register((files, _options, done) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    route(files, 'sendFile', async ({ query, viewer, request }) => {
      sent.spend(viewer.id);
      if ((await countOwnFiles(db, viewer.id)) >= mostFiles) throw new WeireelError('too_many_files');
      const bytes = await receive(viewer.id, request);
      await requireRoom(blobs, bytes.length);
      const assetId = newId();
      const key = sourceKey(assetId, newId());
      await inTransaction(db, async (trx) => {
        // Held, so that two calls cannot both take the last place.
        await lockUser(trx, viewer.id);
        if ((await countOwnFiles(trx, viewer.id)) >= mostFiles) throw new WeireelError('too_many_files');
        await insertAsset(trx, {
          ...{ id: assetId, ownerId: viewer.id, origin: 'file', sizeBytes: bytes.length, contentType: null },
          ...{ fileName: query.name, mediaKey: newSecret() },
        });
        await insertOwnFile(trx, { assetId, ownerId: viewer.id });
        const source = { key, assetId, kind: 'source', sizeBytes: bytes.length } as const;
        await noteArtefact(trx, { ...source, attemptId: null });
      });
      await blobs.put(key, bytes);
      await inTransaction(db, async (trx) => {
        await storeArtefact(trx, { kind: 'source', key, facts: {} });
        const job = { id: newId(), kind: 'check_file', subjectId: assetId } as const;
        await enqueueJob(trx, { ...job, ownerId: viewer.id });
      });
      return present(await requireOwn(assetId, viewer.id));
    });
    done();
  });

  route(app, 'ownFiles', async ({ query, viewer }) => {
    const limit = query.limit ?? defaultLimit;
    const place = { after: readCursor(query.cursor), limit: limit + 1, kind: query.kind };
    const rows = await listOwnFiles(db, viewer.id, place);
    return pageOf(rows, limit, present, (row) => ({ at: row.created_at, id: row.asset_id }));
  });

  route(app, 'ownFile', async ({ params, viewer }) => present(await requireOwn(params.id, viewer.id)));

  route(app, 'deleteFile', async ({ params, viewer, request }) => {
    const file = await requireOwn(params.id, viewer.id);
    await inTransaction(db, (trx) => discardAsset(trx, file.asset_id, { newId, requestId: request.id }));
    return undefined;
  });
}
