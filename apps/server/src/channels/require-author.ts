import { actsFor } from '@weireel/catalogue';
import { WeireelError, type GroupRole } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { keepMember } from '@weireel/db/channels';
import { findUser } from '@weireel/db/people';
import type { SignedIn } from '../http/context.ts';

/** As whom something is done. */
export interface Author {
  /** The person's id, or the channel's. */
  id: string;
  /** Shown name. */
  nickname: string;
  /** Who does it as the channel; null: they do it as themselves. */
  madeById: string | null;
}

/** What is asked for. */
interface Wish {
  /** The channel that it is done as. Absent: none. */
  as?: string | undefined;
  /** Who does it. */
  viewer: SignedIn;
  /** What they have to be in the channel. */
  least: GroupRole;
}

/**
 * As whom somebody does something: themselves, or a channel in which they are enough for it.
 *
 * @throws WeireelError `not_found`: they do not belong to such a channel; `forbidden`: they are not enough in it
 */
export async function requireAuthor(db: Database, { as, viewer, least }: Wish): Promise<Author> {
  if (as === undefined || as === viewer.id)
    return { id: viewer.id, nickname: viewer.nickname, madeById: null };
  if (!actsFor(as, viewer, 'member')) throw new WeireelError('not_found');
  if (!actsFor(as, viewer, least)) throw new WeireelError('forbidden');
  const channel = await findUser(db, as);
  if (channel?.state !== 'active') throw new WeireelError('not_found');
  return { id: channel.id, nickname: channel.nickname, madeById: viewer.id };
}

/**
 * Keeps who makes something as a channel in it until the transaction ends.
 *
 * @throws WeireelError `not_found`: they were taken out meanwhile
 */
export async function keepAuthor(trx: Database, { id: channelId, madeById }: Author): Promise<void> {
  if (madeById === null) return;
  if ((await keepMember(trx, { channelId, userId: madeById })) === null) throw new WeireelError('not_found');
}
