import { defineStore } from 'pinia';
import type { Channel } from '@weireel/contract';
import { shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';

/** So many are offered where one chooses; whoever belongs to more opens the rest from their list. */
const mostOffered = 100;

/** The channels that who uses this browser belongs to, the newest first; empty until they are known. */
export const useMyChannels = defineStore('my-channels', () => {
  const session = useSession();
  const channels = shallowRef<readonly Channel[]>([]);
  let askedFor: string | null = null;

  /** Asks for them, once for each person. */
  async function load(): Promise<void> {
    const id = session.me?.id ?? null;
    if (id === null || askedFor === id) return;
    askedFor = id;
    try {
      channels.value = (await api.call('myChannels', { query: { limit: mostOffered } })).items;
    } catch {
      // Without them everything is done as oneself, as most do everything; the next page asks again.
      askedFor = null;
    }
  }

  /** Says that they have changed: they are asked for again when a page needs them. */
  function forget(): void {
    askedFor = null;
    void load();
  }

  watch(
    () => session.me?.id,
    () => {
      channels.value = [];
      askedFor = null;
    },
  );
  return { channels, load, forget };
});
