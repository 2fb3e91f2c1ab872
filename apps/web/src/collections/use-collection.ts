import { readCollection } from '@weireel/client';
import type { CollectionBody, CollectionItem, CollectionPage } from '@weireel/contract';
import { computed, ref, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { errorText } from '../shell/error-text.ts';
import { notify } from '../shell/notify.ts';

/** A collection and what is in it, as its page shows and changes it. */
export function useCollection(id: string) {
  const params = { id };
  const collection = shallowRef<CollectionPage | null>(null);
  const items = shallowRef<readonly CollectionItem[]>([]);
  const trouble = ref<Trouble | null>(null);
  const isManaged = computed(() => collection.value?.isManaged === true);

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      const whole = await readCollection(api, id);
      collection.value = whole.collection;
      items.value = whole.items;
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  /** Changes something, and shows what is there now: also what somebody else has changed meanwhile. */
  async function arrange(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      notify('error', errorText(error));
    }
    await load();
  }

  /** Moves a video by one place. */
  function move(videoId: string, by: -1 | 1): Promise<void> {
    const ids = items.value.map(({ video }) => video.id);
    const at = ids.indexOf(videoId);
    // Before the one above, or before the second one below.
    const before = (by === -1 ? ids[at - 1] : ids[at + 2]) ?? null;
    const target = { ...params, videoId };
    return arrange(() => api.call('putCollectionItem', { params: target, body: { before } }));
  }

  function takeOut(videoId: string): Promise<void> {
    return arrange(() => api.call('removeCollectionItem', { params: { ...params, videoId } }));
  }

  async function chooseCover(videoId: string): Promise<void> {
    if (collection.value === null) return;
    const { kind, title, description, visibility } = collection.value;
    const body: CollectionBody = { kind, title, description, visibility, coverVideoId: videoId };
    await arrange(() => api.call('putCollection', { params, body }));
  }

  const destroy = (): Promise<unknown> => api.call('deleteCollection', { params });

  void load();
  return { collection, items, trouble, isManaged, load, move, takeOut, chooseCover, destroy };
}
