import type { FeedKind } from '@weireel/contract';
import { readonly, ref } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

/** The feeds, as they stand beside each other. */
export const feedKinds = ['following', 'recommended', 'hot', 'latest'] as const satisfies FeedKind[];

const key = 'weireel.feed';
const remembered = feedKinds.find((kind) => kind === rememberedText(key)) ?? 'latest';

// Who comes back may have signed out meanwhile, and follows nobody then.
const state = ref<FeedKind>(remembered === 'following' ? 'latest' : remembered);

/** The feed that is watched, remembered by this browser. */
export const chosenFeed = readonly(state);

/** Watches another feed. */
export function chooseFeed(kind: FeedKind): void {
  state.value = kind;
  rememberText(key, kind);
}
