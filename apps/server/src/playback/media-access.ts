import type { MediaAccess } from '@weireel/db/videos';
import { createRecent } from '../http/recent.ts';

/** Who may read the media of an asset, found once for the many segments that everybody watches. */
export interface MediaAccessMemory {
  /** Access by media key; null: there is no such key. */
  find(mediaKey: string): Promise<MediaAccess | null>;
  /** Forgets everything: something was closed, and must not be read from now on. */
  forget(): void;
}

/** How long an answer lives when nobody says that it has changed, because the connection that tells so is broken. */
const keptMs = 500;
const capacity = 2000;

/**
 * An empty memory. Only what is open is remembered: a refusal must not outlive its reason, and costs one look-up in an
 * index. What was asked before something was closed is answered, but not remembered.
 *
 * @param ask looks it up
 * @param elapsedMs a clock that never jumps
 */
export function createMediaAccessMemory(
  ask: (mediaKey: string) => Promise<MediaAccess | null>,
  elapsedMs: () => number,
): MediaAccessMemory {
  const begin = () => createRecent<{ access: MediaAccess; untilMs: number }>(capacity);
  let current = begin();
  return {
    async find(mediaKey) {
      const memory = current;
      const known = memory.get(mediaKey);
      if (known && known.untilMs > elapsedMs()) return known.access;
      const access = await ask(mediaKey);
      if (access?.isOpen === true) memory.set(mediaKey, { access, untilMs: elapsedMs() + keptMs });
      return access;
    },
    forget() {
      current = begin();
    },
  };
}
