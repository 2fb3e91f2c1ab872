import type { Database } from '../engine/connect.ts';

/** Points an upload at another unfinished blob, which holds exactly the given parts of it. */
export async function moveUpload(
  trx: Database,
  uploadId: string,
  to: { blobUploadId: string; parts: { n: number; storeEtag: string }[] },
): Promise<void> {
  await trx
    .updateTable('uploads')
    .set({ blob_upload_id: to.blobUploadId, completing_by: null, completing_until: null })
    .where('id', '=', uploadId)
    .execute();
  let missing = trx.deleteFrom('upload_parts').where('upload_id', '=', uploadId);
  const numbers = to.parts.map(({ n }) => n);
  if (numbers.length > 0) missing = missing.where('n', 'not in', numbers);
  await missing.execute();
  for (const { n, storeEtag } of to.parts) {
    await trx
      .updateTable('upload_parts')
      .set({ store_etag: storeEtag })
      .where('upload_id', '=', uploadId)
      .where('n', '=', n)
      .execute();
  }
}
