import type { Api } from '../api.ts';

/**
 * Whether the server has all of an upload whose file is gone from the device; also false when it cannot be asked, since
 * whoever has the file at hand takes it again.
 *
 * @param uploadId null: it never reached the server
 */
export async function isUploadComplete(api: Api, uploadId: string | null): Promise<boolean> {
  if (uploadId === null) return false;
  try {
    return (await api.call('upload', { params: { id: uploadId } })).state === 'complete';
  } catch {
    return false;
  }
}
