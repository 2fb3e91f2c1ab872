import { inTransaction, type Database } from '@weireel/db';
import { leaveAssetToChannel } from '@weireel/db/channels';
import { forgetPerson } from '@weireel/db/community';
import { listOwnFiles } from '@weireel/db/files';
import { forgetPictures, removeOwnRows } from '@weireel/db/people';
import { listAssets, listVideoIdsOfAuthor, lockAsset, lockVideo } from '@weireel/db/videos';
import type { Actor } from '@weireel/jobs';
import { updateAvatarOf } from './change-avatar.ts';
import { deleteVideoWithAssets } from './delete-video.ts';
import { discardAsset } from './discard-asset.ts';

const pageSize = 200;

/**
 * Deletes everything of a person whose account is closed, or of a channel; what a channel shows stays. Bytes go with the jobs that are added here. Piece by piece,
 * so that nobody waits long for it: what is broken off is done by doing it again.
 */
export async function deleteBelongings(db: Database, userId: string, actor: Actor): Promise<void> {
  for (const id of await listVideoIdsOfAuthor(db, userId)) {
    await inTransaction(db, async (trx) => {
      const video = await lockVideo(trx, id);
      if (video) await deleteVideoWithAssets(trx, video, actor);
    });
  }
  for (;;) {
    const assets = await listAssets(db, { ownerId: userId, limit: pageSize, before: null });
    for (const { id } of assets) {
      await inTransaction(db, async (trx) => {
        await lockAsset(trx, id);
        if (!(await leaveAssetToChannel(trx, id))) await discardAsset(trx, id, actor);
      });
    }
    if (assets.length < pageSize) break;
  }
  for (;;) {
    const files = await listOwnFiles(db, userId, { after: null, limit: pageSize });
    for (const { asset_id: id } of files) await inTransaction(db, (trx) => discardAsset(trx, id, actor));
    if (files.length < pageSize) break;
  }
  await inTransaction(db, async (trx) => {
    if (await forgetPictures(trx, userId)) await updateAvatarOf(trx, userId, actor);
  });
  await inTransaction(db, (trx) => forgetPerson(trx, userId));
  await inTransaction(db, (trx) => removeOwnRows(trx, userId));
}
