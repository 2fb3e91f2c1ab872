import type { AssetState } from '../videos/transitions.ts';

/** What the joining of an asset depends on. */
export interface TakeFacts {
  /** Whose it is. */
  ownerId: string;
  /** Where it stands. */
  state: AssetState;
}

/**
 * Whether an asset may be joined with others by a person: their own, whose bytes have arrived and were not found to be
 * at fault. Asked when the joining is asked for and again when it is done, because things change meanwhile.
 */
export function mayJoin({ ownerId, state }: TakeFacts, personId: string): boolean {
  return ownerId === personId && (state === 'processing' || state === 'ready');
}
