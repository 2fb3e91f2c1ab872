import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { lockUser } from '@weireel/db/people';
import { countProjects } from '@weireel/db/projects';

/** Projects that one person may have. */
const mostProjects = 500;

/**
 * Makes sure that a person may have so many more projects. They are held, so that two calls cannot both take the last
 * place.
 *
 * @throws WeireelError `too_many_projects`
 */
export async function requireRoom(trx: Database, ownerId: string, more: number): Promise<void> {
  await lockUser(trx, ownerId);
  if ((await countProjects(trx, ownerId)) + more > mostProjects) throw new WeireelError('too_many_projects');
}
