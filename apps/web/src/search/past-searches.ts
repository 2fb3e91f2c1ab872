import { ref } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const memoryKey = 'weireel.searches';
const most = 10;

/** What was searched for in this browser, the latest first. Nobody else is told. */
export const pastSearches = ref<readonly string[]>(readSearches());

/** Remembers a search. */
export function keepSearch(query: string): void {
  change([query, ...pastSearches.value.filter((each) => each !== query)].slice(0, most));
}

/** Forgets a search. */
export function forgetSearch(query: string): void {
  change(pastSearches.value.filter((each) => each !== query));
}

/** Forgets all searches. */
export function forgetSearches(): void {
  change([]);
}

function change(queries: readonly string[]): void {
  pastSearches.value = queries;
  rememberText(memoryKey, queries.length === 0 ? null : JSON.stringify(queries));
}

function readSearches(): string[] {
  try {
    const known: unknown = JSON.parse(rememberedText(memoryKey) ?? '[]');
    return Array.isArray(known) ? known.filter((each) => typeof each === 'string').slice(0, most) : [];
  } catch {
    // Written by something else: as if nothing had been searched for.
    return [];
  }
}
