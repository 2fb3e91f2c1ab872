import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findProject, type ProjectRow } from '@weireel/db/projects';

/**
 * A person's own project.
 *
 * @throws WeireelError `not_found` when there is none of this id, or it is another's
 */
export async function requireProject(db: Database, id: string, ownerId: string): Promise<ProjectRow> {
  const row = await findProject(db, id, ownerId);
  if (row === null) throw new WeireelError('not_found');
  return row;
}
