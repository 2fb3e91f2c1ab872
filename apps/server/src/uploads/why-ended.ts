import { isErrorCode, WeireelError } from '@weireel/contract';
import { findAsset, type Database, type UploadRow } from '@weireel/db';

/** Why an upload takes nothing any more: what was refused of it, or that its time is over. */
export async function whyEnded(db: Database, upload: UploadRow): Promise<WeireelError> {
  const asset = await findAsset(db, upload.asset_id);
  const code = asset?.failure_code ?? '';
  return new WeireelError(isErrorCode(code) ? code : 'upload_expired');
}
