import { isManagedBy, may, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { listCards, type VideoCard } from '@weireel/db/videos';
import { accessFacts } from './access-facts.ts';

/**
 * A video that the viewer may see.
 *
 * @throws WeireelError `not_found`: there is no such video, or not for them
 */
export async function requireCard(db: Database, id: string, viewer: Viewer): Promise<VideoCard> {
  const [card] = await listCards(db, [id], viewer?.id ?? null);
  if (!card || !may('see', accessFacts(card), viewer)) throw new WeireelError('not_found');
  return card;
}

/**
 * A video that the viewer may change.
 *
 * @throws WeireelError `not_found` as `requireCard`; `forbidden`: they may only see it
 */
export async function requireManagedCard(db: Database, id: string, viewer: Viewer): Promise<VideoCard> {
  const card = await requireCard(db, id, viewer);
  if (!isManagedBy(accessFacts(card), viewer)) throw new WeireelError('forbidden');
  return card;
}
