import type { TextMemory } from '../player/text-memory.ts';

/** How much of the picture danmaku may cover. */
export const danmakuDensities = ['few', 'half', 'full'] as const;

/** How much of the picture danmaku may cover. */
export type DanmakuDensity = (typeof danmakuDensities)[number];

/** What somebody wishes of danmaku. */
export interface DanmakuWish {
  /** Whether they are shown at all. */
  isShown: boolean;
  /** How much of the picture they may cover. */
  density: DanmakuDensity;
}

const shownKey = 'weireel.danmaku';
const densityKey = 'weireel.danmaku-density';

/** What a device remembers of it. */
export function readDanmakuWish(memory: TextMemory): DanmakuWish {
  const density = memory.read(densityKey);
  return {
    isShown: memory.read(shownKey) !== 'no',
    density: danmakuDensities.find((one) => one === density) ?? 'half',
  };
}

/** Has a device remember it. */
export function keepDanmakuWish(memory: TextMemory, { isShown, density }: DanmakuWish): void {
  memory.write(shownKey, isShown ? 'yes' : 'no');
  memory.write(densityKey, density);
}
