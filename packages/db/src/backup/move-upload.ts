import type { Database } from '../engine/connect.ts';

/** Points an upload at another unfinished blob, which holds exactly the given parts of it. */
export async function moveUpload(
  trx: Database,
  uploadId: string,
  to: { blobUploadId: string; parts: number[] },
): Promise<void> {
  await trx
    .updateTable('uploads')
    .set({ blob_upload_id: to.blobUploadId })
    .where('id', '=', uploadId)
    .execute();
  let missing = trx.deleteFrom('upload_parts').where('upload_id', '=', uploadId);
  if (to.parts.length > 0) missing = missing.where('n', 'not in', to.parts);
  await missing.execute();
}
