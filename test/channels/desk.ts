import type { Channel, GroupRole } from '@weireel/contract';
import type { InProcessServer } from '@weireel/server/testing';
import type { Person } from '../api.ts';
import { newId, settle } from '../community/settle.ts';

/** What tests do with channels of one person. */
export interface Desk {
  /** Makes one. */
  makeChannel(owner?: Person, handle?: string): Promise<Channel>;
  /** Lets somebody in. */
  join(id: string, person: Person, role?: GroupRole): Promise<Person>;
  /** Makes somebody, and lets them in. */
  makeMember(id: string, role?: GroupRole): Promise<Person>;
}

/** Channels whose owner is this person. */
export function deskOf(server: InProcessServer, chief: Person): Desk {
  const desk: Desk = {
    makeChannel(owner = chief, handle = `desk${newId()}`) {
      const body = { handle, nickname: `Desk ${handle}`, bio: 'News of the day' };
      return owner.api.call('createChannel', { body });
    },
    async join(id, person, role = 'member') {
      const params = { id };
      const { code } = await chief.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
      await person.api.call('joinGroup', { body: { code } });
      if (role !== 'member')
        await chief.api.call('putGroupMember', { params: { id, userId: person.id }, body: { role } });
      return person;
    },
    makeMember: async (id, role) => desk.join(id, await settle(server), role),
  };
  return desk;
}

/** The code of what refuses a call; null: nothing does. */
export async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  const [end] = await Promise.allSettled([call]);
  return end.status === 'fulfilled' ? null : (end.reason as { code: string }).code; // as: an ApiError
}
