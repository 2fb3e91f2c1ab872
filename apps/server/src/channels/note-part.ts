import { appendEvent, type Database } from '@weireel/db';
import type { GroupOf } from '@weireel/db/groups';
import type { GroupRole } from '@weireel/contract';

/** Writes down that somebody came into a channel, left it, or is something else in it; of other groups nothing. */
export async function notePart(
  trx: Database,
  { id, is_channel }: Pick<GroupOf, 'id' | 'is_channel'>,
  change: { memberId: string; role: GroupRole | null; byId: string; requestId: string },
): Promise<void> {
  if (!is_channel) return;
  const { requestId, ...payload } = change;
  await appendEvent(trx, {
    ...{ kind: 'channel.member_changed', subjectId: id, userId: id, requestId },
    payload,
  });
}
