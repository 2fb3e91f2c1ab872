import type { Material } from '@weireel/contract';
import { onBeforeUnmount, ref, shallowReactive, watch } from 'vue';
import { api } from '../api/api.ts';
import { onMyVideo } from '../news/my-news.ts';
import { usePages } from '../shell/use-pages.ts';

/** Who types is waited for so long. */
const restMs = 250;

/** What may be put on the timeline, found by its title, and what shows all that is on it. */
export function useMaterials(projectId: string, used: readonly Material[]) {
  const words = ref('');
  const pages = usePages<Material>(
    (query) => api.call('materials', { query: { ...query, ...(words.value !== '' && { q: words.value }) } }),
    ({ source }) => source.assetId,
  );
  /** By the asset's id. */
  const known = shallowReactive(new Map(used.map((material) => [material.source.assetId, material])));
  watch(pages.items, (items) => {
    for (const material of items) known.set(material.source.assetId, material);
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(words, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void pages.restart(), restMs);
  });
  // What was uploaded here is offered as soon as it is ready.
  const offered = new Set<string>();
  const stop = onMyVideo({
    changed({ id, state }) {
      if (state !== 'ready' || offered.has(id)) return;
      offered.add(id);
      void pages.reload();
    },
    deleted: () => void pages.reload(),
  });
  onBeforeUnmount(() => {
    stop();
    clearTimeout(timer);
  });

  /** Brings fresh links for what is on the timeline: signed ones end. */
  async function refresh(): Promise<void> {
    const { items } = await api.call('projectMaterials', { params: { id: projectId } });
    for (const material of items) known.set(material.source.assetId, material);
    await pages.reload();
  }

  return { words, pages, known, refresh };
}

/** What may be put on the timeline. */
export type Materials = ReturnType<typeof useMaterials>;
