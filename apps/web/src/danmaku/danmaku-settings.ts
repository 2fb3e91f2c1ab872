import { reactive, readonly } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

/** How much of the picture danmaku may cover. */
export const densities = ['few', 'half', 'full'] as const;

/** How much of the picture danmaku may cover. */
export type Density = (typeof densities)[number];

const shownKey = 'weireel.danmaku';
const densityKey = 'weireel.danmaku-density';

const state = reactive({
  isShown: rememberedText(shownKey) !== 'no',
  density: densities.find((one) => one === rememberedText(densityKey)) ?? 'half',
});

/** What this browser wishes of danmaku, remembered by it. */
export const danmakuSettings = readonly(state);

/** Shows danmaku, or hides them. */
export function showDanmaku(isShown: boolean): void {
  state.isShown = isShown;
  rememberText(shownKey, isShown ? 'yes' : 'no');
}

/** Says how much of the picture they may cover. */
export function setDensity(density: Density): void {
  state.density = density;
  rememberText(densityKey, density);
}
