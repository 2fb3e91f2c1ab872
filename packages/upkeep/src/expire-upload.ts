import type { BlobStore } from '@weireel/blob';
import { inTransaction, type Database } from '@weireel/db';
import type { UploadRow } from '@weireel/db/uploads';
import { removeArtefacts } from '@weireel/db/videos';
import { endUpload } from '@weireel/publishing';

/** Ends an open upload that cannot go on, with its asset, and removes what has arrived. */
export async function expireUpload(db: Database, blobs: BlobStore, upload: UploadRow): Promise<void> {
  const isOurs = await inTransaction(db, (trx) => endUpload(trx, upload, { code: 'upload_expired' }));
  if (!isOurs) return;
  await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
  // A completion that was killed may have moved them to their place.
  await blobs.delete(upload.blob_key);
  await removeArtefacts(db, [upload.blob_key]);
}
