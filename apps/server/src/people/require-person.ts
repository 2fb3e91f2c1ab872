import { isBeyondBlocks, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findUser, readStance, type Stance, type UserRow } from '@weireel/db/people';

/** A person as who asks may meet them. */
export interface MetPerson {
  /** The person. */
  user: UserRow;
  /** What who asks has to do with them; null: nobody is signed in, or it is oneself. */
  stance: Stance | null;
}

/**
 * A person whose page may be looked at: not one who has blocked who asks; whom one has blocked can be met there again.
 *
 * @throws WeireelError `not_found`
 */
export async function requirePerson(db: Database, id: string, viewer: Viewer): Promise<MetPerson> {
  const user = await findUser(db, id);
  if (user?.state !== 'active') throw new WeireelError('not_found');
  if (viewer === null || viewer.id === id) return { user, stance: null };
  const stance = await readStance(db, { userId: viewer.id, otherId: id });
  if (stance.isBlockedBy && !isBeyondBlocks(viewer)) throw new WeireelError('not_found');
  return { user, stance };
}
