import type { Material } from '@weireel/contract';
import { api } from '../api/api.ts';
import { absoluteUrl } from '../server-url.ts';
import type { KnownMaterials } from './shown-edit.ts';

/** What shows the videos that a project uses. */
export type Materials = ReturnType<typeof createMaterials>;

/** What is known of the videos that a project uses: asked for, and told by whoever adds one. */
export function createMaterials(projectId: string, onChange: () => void) {
  const byAsset = new Map<string, { title: string; poster: string }>();
  let isLoaded = false;

  function note({ source, title, playback }: Material): void {
    byAsset.set(source.assetId, {
      title,
      poster: playback.posterUrl === null ? '' : absoluteUrl(playback.posterUrl),
    });
  }

  return {
    known: (): KnownMaterials => ({ isLoaded, byAsset }),
    /** What they are called, by their assets' ids. */
    titles: (): ReadonlyMap<string, string> => new Map([...byAsset].map(([id, { title }]) => [id, title])),
    /** Notes one that was added. */
    note,
    /** Asks for those that the project, as it is saved, may use. */
    async load(): Promise<void> {
      try {
        const { items } = await api.call('projectMaterials', { params: { id: projectId } });
        for (const material of items) note(material);
        isLoaded = true;
        onChange();
      } catch {
        // The film is edited without pictures of its clips; it is asked for again.
      }
    },
  };
}
