import type { Channel, GroupRole } from '@weireel/contract';
import type { InProcessServer } from '@weireel/server/testing';
import type { Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';

/**
 * What tests do with channels of one person's on a server in their process.
 *
 * @param chief who may make channels, and makes them unless another is named
 */
export function channelsOf(server: InProcessServer, chief: Person) {
  let count = 0;

  function makeChannel(owner = chief, handle = `desk${(count += 1)}`): Promise<Channel> {
    const body = { handle, nickname: `Desk ${handle}`, bio: 'News of the day' };
    return owner.api.call('createChannel', { body });
  }

  async function join(id: string, person: Person, role: GroupRole = 'member'): Promise<Person> {
    const params = { id };
    const { code } = await chief.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
    await person.api.call('joinGroup', { body: { code } });
    if (role !== 'member')
      await chief.api.call('putGroupMember', { params: { id, userId: person.id }, body: { role } });
    return person;
  }

  /** Somebody new in a channel. */
  const makeMember = async (id: string, role?: GroupRole) => join(id, await settle(server), role);
  /** Takes somebody out of a channel. */
  const remove = (id: string, { id: userId }: Person, by = chief) =>
    by.api.call('removeGroupMember', { params: { id, userId } });

  /** A file of somebody's on its way, and a video of it, as the channel. */
  async function publishAs(id: string, { api }: Person, visibility: 'public' | 'private' = 'public') {
    const { assetId } = await api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 10 } });
    const video = await api.call('createVideo', {
      ...{ query: { as: id }, body: { assetId, title: 'Of the desk', visibility } },
    });
    return { assetId, videoId: video.id };
  }

  /** Lets a video play, as if its file had come and been processed. */
  async function letPlay(videoId: string): Promise<void> {
    const shown = await screen(server, chief);
    const { asset_id } = await server.db
      .selectFrom('videos')
      .select('asset_id')
      .where('id', '=', shown)
      .executeTakeFirstOrThrow();
    const { owner_id } = await server.db
      .selectFrom('assets')
      .innerJoin('videos', 'videos.asset_id', 'assets.id')
      .select('owner_id')
      .where('videos.id', '=', videoId)
      .executeTakeFirstOrThrow();
    await server.db.updateTable('assets').set({ owner_id }).where('id', '=', asset_id).execute();
    await server.db
      .updateTable('videos')
      .set({ asset_id, published_at: new Date() })
      .where('id', '=', videoId)
      .execute();
  }

  return { makeChannel, join, makeMember, remove, publishAs, letPlay };
}

/** The code of what refuses a call; null: nothing does. */
export async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  const [end] = await Promise.allSettled([call]);
  return end.status === 'fulfilled' ? null : (end.reason as { code: string }).code; // as: an ApiError
}
