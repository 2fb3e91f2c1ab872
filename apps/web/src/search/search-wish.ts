import type { QueryOf, SearchType } from '@weireel/contract';
import type { LocationQuery } from 'vue-router';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Choices of length, with the filters that each stands for. */
export const lengths = {
  any: {},
  short: { maxDurationMs: minuteMs - 1 },
  medium: { minDurationMs: minuteMs, maxDurationMs: 5 * minuteMs },
  long: { minDurationMs: 5 * minuteMs + 1 },
} as const satisfies Record<string, Partial<QueryOf<'search'>>>;

/** Choices of age, with how many days each goes back. */
export const ages = { any: null, day: 1, week: 7, month: 30, year: 365 } as const satisfies Record<
  string,
  number | null
>;

/** What is looked for, as the address of the page has it. */
export interface SearchWish {
  /** What was typed; empty: nothing yet. */
  q: string;
  /** What is looked for. */
  type: SearchType;
  /** How long it is. */
  length: keyof typeof lengths;
  /** How old it is. */
  age: keyof typeof ages;
  /** In which category; null: in any, or none. */
  category: string | null;
  /** In which collection or course; null: in any, or none. */
  collection: string | null;
}

/** What is looked for, in the order in which it is offered. */
export const types = ['video', 'collection', 'user', 'tag'] as const satisfies readonly SearchType[];

/** Characters that the server takes. */
export const longestQuery = 100;

/** Reads an address; what it does not know is as if it were left out. */
export function readWish(query: LocationQuery): SearchWish {
  const { q, type, length, age, category, collection } = query;
  return {
    q: typeof q === 'string' ? q.trim().slice(0, longestQuery) : '',
    type: types.find((known) => known === type) ?? 'video',
    length: isOneOf(length, lengths) ? length : 'any',
    age: isOneOf(age, ages) ? age : 'any',
    category: readId(category),
    collection: readId(collection),
  };
}

/** Writes an address, leaving out what is usual. */
export function writeWish({
  q,
  type,
  length,
  age,
  category,
  collection,
}: SearchWish): Record<string, string> {
  return {
    ...(q !== '' && { q }),
    ...(type !== 'video' && { type }),
    ...(length !== 'any' && { length }),
    ...(age !== 'any' && { age }),
    ...(category !== null && { category }),
    ...(collection !== null && { collection }),
  };
}

/** What to ask the server. */
export function toQuery(
  { q, type, length, age, category, collection }: SearchWish,
  nowMs: number,
): QueryOf<'search'> {
  if (type !== 'video') return { q, type };
  const days = ages[age];
  return {
    ...{ q, type, ...lengths[length] },
    ...(category !== null && { categoryId: category }),
    ...(collection !== null && { collectionId: collection }),
    ...(days !== null && { publishedAfter: new Date(nowMs - days * dayMs).toISOString() }),
  };
}

function readId(value: unknown): string | null {
  return typeof value === 'string' && /^\w{16}$/.test(value) ? value : null;
}

function isOneOf<T extends object>(value: unknown, choices: T): value is keyof T {
  return typeof value === 'string' && Object.hasOwn(choices, value);
}
