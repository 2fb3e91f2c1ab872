import type { Channel, Me } from '@weireel/contract';
import { ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { useMyChannels } from './my-channels.ts';

/** One channel, with what only its owners see of its profile. */
export function useChannel(id: string) {
  const channel = shallowRef<Channel | null>(null);
  const profile = shallowRef<Me | null>(null);
  const trouble = ref<Trouble | null>(null);

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      channel.value = await api.call('channel', { params: { id } });
      if (channel.value.myRole === 'owner') profile.value = await api.call('me', { query: { as: id } });
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  /** Takes what its profile is now. */
  function take(me: Me): void {
    profile.value = me;
    const { nickname, bio, avatarUrl } = me;
    if (channel.value !== null) channel.value = { ...channel.value, nickname, bio, avatarUrl };
    useMyChannels().forget();
  }

  void load();
  return { channel, profile, trouble, take };
}
