import { WeireelError, type Me } from '@weireel/contract';
import { countUnread } from '@weireel/db/notifications';
import { findSentPicture, findUser, readUserCounts, usedBytes } from '@weireel/db/people';
import type { ServerContext } from '../http/context.ts';
import { presentUser } from './present-user.ts';

/** The signed-in person, with what only they may see. */
export async function presentMe({ db, config }: ServerContext, userId: string): Promise<Me> {
  const user = await findUser(db, userId);
  if (!user) throw new WeireelError('unauthenticated');
  const sent = await findSentPicture(db, user.id);
  return {
    ...presentUser(user, await readUserCounts(db, user.id)),
    account: user.account,
    sentPicture: sent && {
      state: sent.failureCode === null ? 'waiting' : 'failed',
      failureCode: sent.failureCode,
    },
    quota: { usedBytes: await usedBytes(db, user.id), limitBytes: config.uploadLimits.quotaBytes },
    unread: { notifications: await countUnread(db, user.id) },
  };
}
