import { isErrorCode, WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findUpload, type UploadRow } from '@weireel/db/uploads';
import { findAsset } from '@weireel/db/videos';
import type { ServerContext } from '../http/context.ts';

/** Why an upload takes nothing any more: what was refused of it, or that its time is over. */
export async function whyEnded(db: Database, upload: UploadRow): Promise<WeireelError> {
  const asset = await findAsset(db, upload.asset_id);
  const code = asset?.failure_code ?? '';
  return new WeireelError(isErrorCode(code) ? code : 'upload_expired');
}

/** Why an upload that was open a moment ago is not any more; null: it is. */
export async function whyNotOpen({ db }: ServerContext, former: UploadRow): Promise<WeireelError | null> {
  const upload = await findUpload(db, former.id, former.user_id);
  if (!upload) return new WeireelError('not_found');
  if (upload.state === 'open') return null;
  return upload.state === 'expired' ? whyEnded(db, upload) : new WeireelError('upload_not_open');
}
