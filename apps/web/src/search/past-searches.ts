import { createPastSearches } from '@weireel/client';
import { ref } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const past = createPastSearches({ read: rememberedText, write: rememberText });

/** What was searched for in this browser, the latest first. Nobody else is told. */
export const pastSearches = ref<readonly string[]>(past.all());

/** Remembers a search. */
export function keepSearch(query: string): void {
  past.keep(query);
  pastSearches.value = past.all();
}

/** Forgets a search. */
export function forgetSearch(query: string): void {
  past.forget(query);
  pastSearches.value = past.all();
}

/** Forgets all searches. */
export function forgetSearches(): void {
  past.forgetAll();
  pastSearches.value = past.all();
}
