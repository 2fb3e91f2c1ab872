import { may, type CommentingFacts, type Deed, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findVideoFacts } from '@weireel/db/videos';

/**
 * The facts of a video with which the viewer may do something.
 *
 * @throws WeireelError `not_found`: there is no such video, or not for them
 */
export async function requireVideo(
  db: Database,
  deed: Deed,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<CommentingFacts> {
  const facts = await findVideoFacts(db, id, viewer?.id ?? null);
  if (!facts || !may(deed, facts, viewer)) throw new WeireelError('not_found');
  return facts;
}
