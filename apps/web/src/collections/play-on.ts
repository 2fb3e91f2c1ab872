import { ref, watch } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const key = 'weireel.play-on';

/** Whether the next video of a collection begins by itself, remembered by this browser. Unless one says no, it does. */
export const playsOn = ref(rememberedText(key) !== 'no');
watch(playsOn, (isWanted) => rememberText(key, isWanted ? null : 'no'));
