import type { BlobStore } from '@weireel/blob';
import { inTransaction, type Database } from '@weireel/db';
import type { UploadRow } from '@weireel/db/uploads';
import { endUpload } from './end-upload.ts';

/** Ends an open upload that cannot go on, with its asset, and removes what has arrived. */
export async function expireUpload(db: Database, blobs: BlobStore, upload: UploadRow): Promise<void> {
  const isOurs = await inTransaction(db, (trx) => endUpload(trx, upload, { code: 'upload_expired' }));
  if (isOurs) await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
}
