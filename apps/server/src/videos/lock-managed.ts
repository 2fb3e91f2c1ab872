import { isManagedBy, type VideoAccessFacts, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { lockVideo, type VideoRow } from '@weireel/db/videos';
import { requireVideo } from '../community/require-video.ts';

/**
 * The facts of a video that the viewer may change; those who may only see it are told so, others see nothing.
 *
 * @throws WeireelError `not_found`, `forbidden`
 */
export async function requireManaged(db: Database, id: string, viewer: Viewer): Promise<VideoAccessFacts> {
  const facts = await requireVideo(db, 'see', { id, viewer });
  if (!isManagedBy(facts, viewer)) throw new WeireelError('forbidden');
  return facts;
}

/** Holds the row of a video that the viewer may change until the transaction ends; else as `requireManaged`. */
export async function lockManaged(
  trx: Database,
  id: string,
  viewer: Viewer,
): Promise<VideoRow & { is_due: boolean }> {
  await requireManaged(trx, id, viewer);
  const video = await lockVideo(trx, id);
  if (!video) throw new WeireelError('not_found');
  return video;
}
