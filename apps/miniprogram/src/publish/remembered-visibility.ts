import type { TextMemory } from '@weireel/client';
import type { Visibility } from '@weireel/contract';

const key = 'weireel.visibility';

/** Who may see a new video: as it was said for the last one. */
export function rememberedVisibility(memory: TextMemory): Visibility {
  const text = memory.read(key);
  return text === 'unlisted' || text === 'internal' || text === 'private' ? text : 'public';
}

/** Remembers who may see new videos. */
export function rememberVisibility(memory: TextMemory, visibility: Visibility): void {
  memory.write(key, visibility);
}
