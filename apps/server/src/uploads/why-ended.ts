import { isErrorCode, WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { UploadRow } from '@weireel/db/uploads';
import { findAsset } from '@weireel/db/videos';

/** Why an upload takes nothing any more: what was refused of it, or that its time is over. */
export async function whyEnded(db: Database, upload: UploadRow): Promise<WeireelError> {
  const asset = await findAsset(db, upload.asset_id);
  const code = asset?.failure_code ?? '';
  return new WeireelError(isErrorCode(code) ? code : 'upload_expired');
}
