import type { Upload, User, Video } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';

/** An upload as the fake server keeps it. */
export interface FakeUpload {
  /** What clients are told of it, except its parts. */
  facts: Omit<Upload, 'parts'>;
  /** Account of its owner. */
  owner: string;
  /** Bytes of the parts that have arrived, by number. */
  parts: Map<number, Uint8Array>;
}

/** A person whom the fake server knows. */
export interface FakePerson {
  /** Password in clear. */
  password: string;
  /** Code that is asked for besides; null: none is. */
  code: string | null;
  /** How others see them. */
  user: User;
}

/** Everything that the fake server remembers. */
export interface FakeState {
  /** People by account. */
  people: Map<string, FakePerson>;
  /** Accounts by token. */
  sessions: Map<string, string>;
  /** Uploads by id. */
  uploads: Map<string, FakeUpload>;
  /** Whole files by asset id. */
  files: Map<string, Uint8Array>;
  /** Videos by id, with the account of their author. */
  videos: Map<string, { video: Video; owner: string }>;
  /** Answers to calls with an idempotency key, by account and key. */
  answered: Map<string, { request: string; status: number; body: string }>;
  /** SHA-256 in lower-case hex. */
  sha256: (bytes: Uint8Array) => string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A new id of 16 characters. */
  newId: () => string;
  /** Size of every part but the last, in bytes. */
  partSizeBytes: number;
}

/** A call that has passed all checks of its form. */
export interface FakeCall {
  /** Account of the caller; empty for public calls without a token. */
  account: string;
  /** Token of the caller; empty when there is none. */
  token: string;
  /** Path parameters. */
  params: Record<string, string | number>;
  /** Query. */
  query: Record<string, string | number>;
  /** JSON body, checked by the route's schema; undefined when it has none. */
  body: unknown;
  /** Raw body of a part. */
  bytes: Uint8Array;
  /** Header by its lower-case name. */
  header: (name: string) => string | undefined;
}

/** What a person owns under an id, or `not_found`. */
export function own<T extends { owner: string }>(things: Map<string, T>, id: unknown, account: string): T {
  const thing = typeof id === 'string' ? things.get(id) : undefined;
  if (thing === undefined || thing.owner !== account) throw new WeireelError('not_found');
  return thing;
}

/** One page of a list whose cursors are offsets. */
export function pageOf<T>(
  all: readonly T[],
  query: FakeCall['query'],
): { items: T[]; nextCursor: string | null } {
  const start = Number(query['cursor'] ?? 0);
  const end = start + Number(query['limit'] ?? 20);
  return { items: all.slice(start, end), nextCursor: end < all.length ? String(end) : null };
}
