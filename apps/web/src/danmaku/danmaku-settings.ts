import { keepDanmakuWish, readDanmakuWish, type DanmakuDensity } from '@weireel/client';
import { reactive, readonly } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const memory = { read: rememberedText, write: rememberText };
const state = reactive(readDanmakuWish(memory));

/** What this browser wishes of danmaku, remembered by it. */
export const danmakuSettings = readonly(state);

/** Shows danmaku, or hides them. */
export function showDanmaku(isShown: boolean): void {
  state.isShown = isShown;
  keepDanmakuWish(memory, state);
}

/** Says how much of the picture they may cover. */
export function setDensity(density: DanmakuDensity): void {
  state.density = density;
  keepDanmakuWish(memory, state);
}
