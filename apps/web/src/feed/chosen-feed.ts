import { startingFeed } from '@weireel/client';
import type { FeedKind } from '@weireel/contract';
import { readonly, ref } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const key = 'weireel.feed';
const state = ref<FeedKind>(startingFeed(rememberedText(key)));

/** The feed that is watched, remembered by this browser. */
export const chosenFeed = readonly(state);

/** Watches another feed. */
export function chooseFeed(kind: FeedKind): void {
  state.value = kind;
  rememberText(key, kind);
}
