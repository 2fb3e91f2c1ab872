import type { MediaAccess } from '@weireel/db/videos';
import { createRecent } from '../http/recent.ts';

/** Who may read the media of an asset, found once for the many segments that everybody watches. */
export interface MediaAccessMemory {
  /** Access by media key; null: there is no such key. */
  find(mediaKey: string): Promise<MediaAccess | null>;
  /** Forgets an asset: it was closed, and must not be read from now on. Absent: any may have been. */
  forget(assetId?: string): void;
}

/** How long an answer lives when nobody says that it has changed, because the connection that tells so is broken. */
const keptMs = 2000;
const capacity = 2000;

/**
 * An empty memory. Only what is open is remembered: a refusal must not outlive its reason, and costs one look-up in an
 * index. What was asked before something was closed is answered, but not remembered. Those who ask for one at once are
 * answered together.
 *
 * @param ask looks it up
 * @param elapsedMs a clock that never jumps
 */
export function createMediaAccessMemory(
  ask: (mediaKey: string) => Promise<MediaAccess | null>,
  elapsedMs: () => number,
): MediaAccessMemory {
  const open = createRecent<MediaAccess>(capacity, { keptMs, elapsedMs });
  /** What is being asked, since the last time that something was closed. */
  let asking = new Map<string, Promise<MediaAccess | null>>();

  const askOnce = async (mediaKey: string): Promise<MediaAccess | null> => {
    const asked = asking;
    try {
      const access = await ask(mediaKey);
      if (access?.isOpen === true && asked === asking) open.set(mediaKey, access);
      return access;
    } finally {
      asked.delete(mediaKey);
    }
  };

  return {
    find(mediaKey) {
      const known = open.get(mediaKey);
      if (known) return Promise.resolve(known);
      const underWay = asking.get(mediaKey);
      if (underWay) return underWay;
      const answer = askOnce(mediaKey);
      asking.set(mediaKey, answer);
      return answer;
    },
    forget(assetId) {
      asking = new Map();
      open.deleteWhere((access) => assetId === undefined || access.assetId === assetId);
    },
  };
}
