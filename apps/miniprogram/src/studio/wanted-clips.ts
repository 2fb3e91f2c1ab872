import type { Api, Publishing, TextMemory } from '@weireel/client';
import type { AssetSource } from '@weireel/contract';

/** A file on its way that is to become a clip of a project. */
interface WantedClip {
  projectId: string;
  /** Its draft among those that are published from this phone. */
  draftId: string;
  /** The asset and the video that it becomes; null: not known yet. */
  assetId: string | null;
  videoId: string | null;
}

/** How a wanted clip is: how much of it has arrived, 0 to 1; null: all of it, and it is processed. */
export interface ComingClip {
  id: string;
  progress: number | null;
  hasFailed: boolean;
}

/** What wanted clips need. */
export interface WantedClipsPorts {
  api: Api;
  memory: TextMemory;
  publishing: Pick<Publishing, 'all'>;
}

const key = 'weireel.studio.wanted';

/** Files that are uploaded for a project: they are put on its timeline when they are ready, also after a restart. */
export function createWantedClips({ api, memory, publishing }: WantedClipsPorts) {
  let wanted = read();

  function read(): WantedClip[] {
    try {
      const known: unknown = JSON.parse(memory.read(key) ?? '[]');
      return Array.isArray(known) ? known.filter(isWanted) : [];
    } catch {
      // Written by something else.
      return [];
    }
  }

  function change(next: WantedClip[]): void {
    wanted = next;
    memory.write(key, next.length === 0 ? null : JSON.stringify(next));
  }

  const draftOf = (id: string) => publishing.all().find(({ draft }) => draft.id === id) ?? null;

  /** Learns what the drafts have become; one that was given up is wanted no more. */
  function learn(): void {
    const next = wanted.flatMap((one) => {
      const draft = draftOf(one.draftId)?.draft ?? null;
      if (draft === null) return one.assetId === null ? [] : [one];
      const { assetId, videoId } = draft;
      return [{ ...one, assetId: assetId ?? one.assetId, videoId: videoId ?? one.videoId }];
    });
    if (JSON.stringify(next) !== JSON.stringify(wanted)) change(next);
  }

  /** What a wanted clip has become; null: it is not ready. */
  async function sourceOf({ draftId, assetId, videoId }: WantedClip): Promise<AssetSource | null> {
    if (assetId === null) return null;
    try {
      return await api.call('assetSource', { params: { id: assetId } });
    } catch {
      // It is not ready yet, or the network is away.
    }
    if (videoId === null) return null;
    const video = await api.call('video', { params: { id: videoId } }).catch(() => null);
    if (video?.state === 'failed') failed.add(draftId);
    return null;
  }

  const failed = new Set<string>();

  return {
    /** Wants a file for a project. */
    want(projectId: string, draftId: string): void {
      change([...wanted, { projectId, draftId, assetId: null, videoId: null }]);
    },
    /** Wants it no more: it is a clip, or the person gave it up. */
    forget: (draftId: string) => change(wanted.filter((one) => one.draftId !== draftId)),
    /** What is on its way for a project. */
    of(projectId: string): ComingClip[] {
      learn();
      return wanted
        .filter((one) => one.projectId === projectId)
        .map(({ draftId }) => {
          const state = draftOf(draftId);
          const upload = state?.upload ?? null;
          const isLost = state !== null && (state.isLost || upload?.failure != null || state.error !== null);
          const isSending = upload !== null && upload.state !== 'done';
          return {
            ...{ id: draftId, hasFailed: isLost || failed.has(draftId) },
            progress: isSending ? upload.progress : null,
          };
        });
    },
    /** Those of a project that are ready, each until it is forgotten. */
    async ready(projectId: string): Promise<{ id: string; source: AssetSource }[]> {
      learn();
      const found: { id: string; source: AssetSource }[] = [];
      for (const one of wanted.filter((each) => each.projectId === projectId)) {
        const source = await sourceOf(one);
        if (source !== null) found.push({ id: one.draftId, source });
      }
      return found;
    },
  };
}

function isWanted(value: unknown): value is WantedClip {
  if (typeof value !== 'object' || value === null) return false;
  // As: an object has members, whatever they are.
  const { projectId, draftId } = value as Record<string, unknown>;
  return typeof projectId === 'string' && typeof draftId === 'string';
}
