import type { TextMemory } from '../player/text-memory.ts';

const memoryKey = 'weireel.searches';
const most = 10;

/** What was searched for on this device. Nobody else is told. */
export interface PastSearches {
  /** The latest first, ten at most. */
  all(): readonly string[];
  /** Remembers one. */
  keep(query: string): void;
  /** Forgets one. */
  forget(query: string): void;
  /** Forgets all. */
  forgetAll(): void;
}

/** Past searches as a device remembers them. */
export function createPastSearches(memory: TextMemory): PastSearches {
  let searches = readSearches(memory.read(memoryKey));

  function change(next: readonly string[]): void {
    searches = next;
    memory.write(memoryKey, next.length === 0 ? null : JSON.stringify(next));
  }

  return {
    all: () => searches,
    keep: (query) => change([query, ...searches.filter((each) => each !== query)].slice(0, most)),
    forget: (query) => change(searches.filter((each) => each !== query)),
    forgetAll: () => change([]),
  };
}

function readSearches(text: string | null): readonly string[] {
  try {
    const known: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(known) ? known.filter((each) => typeof each === 'string').slice(0, most) : [];
  } catch {
    // Written by something else: as if nothing had been searched for.
    return [];
  }
}
