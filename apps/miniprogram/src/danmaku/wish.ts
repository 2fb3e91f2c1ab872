import { keepDanmakuWish, readDanmakuWish, type DanmakuWish } from '@weireel/client';
import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';

const changed = createListeners();
let wish = readDanmakuWish(memory);

/** Calls back whenever danmaku are to be shown otherwise; gives the way to stop it. */
export const onDanmakuWish = changed.add;

/** What is wished of danmaku on this phone. */
export const danmakuWish = (): DanmakuWish => wish;

/** Remembers what is wished of them from now on. */
export function wishDanmaku(change: Partial<DanmakuWish>): void {
  wish = { ...wish, ...change };
  keepDanmakuWish(memory, wish);
  changed.tell();
}
