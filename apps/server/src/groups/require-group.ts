import { mayInGroup, type GroupDeed, type Viewer } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findGroup, lockGroup, type GroupOf } from '@weireel/db/groups';

/**
 * A group in which the viewer may do something.
 *
 * @throws WeireelError `not_found`: there is no such group, or not for them; `forbidden`: they may see it, and no more
 */
export async function requireGroup(
  db: Database,
  deed: GroupDeed,
  { id, viewer }: { id: string; viewer: NonNullable<Viewer> },
): Promise<GroupOf> {
  return requireDeed(deed, await findGroup(db, id, viewer.id), viewer);
}

/**
 * A group, or a channel, that was found, if the viewer may do something in it.
 *
 * @throws WeireelError as `requireGroup`
 */
export function requireDeed<T extends Pick<GroupOf, 'my_role'>>(
  deed: GroupDeed,
  found: T | null,
  viewer: NonNullable<Viewer>,
): T {
  if (!found || !mayInGroup('see', found.my_role, viewer)) throw new WeireelError('not_found');
  if (!mayInGroup(deed, found.my_role, viewer)) throw new WeireelError('forbidden');
  return found;
}

/** As `requireGroup`, with the group's row held: what the viewer is in it stays so until the transaction ends. */
export async function lockGroupFor(
  trx: Database,
  deed: GroupDeed,
  asked: { id: string; viewer: NonNullable<Viewer> },
): Promise<GroupOf> {
  await lockGroup(trx, asked.id);
  return requireGroup(trx, deed, asked);
}
