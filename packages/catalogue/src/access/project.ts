import type { AssetState } from '../videos/transitions.ts';

/** What the use of an asset in a project depends on. */
export interface UsableAssetFacts {
  /** Whose it is. */
  ownerId: string;
  /** Where it stands. */
  state: AssetState;
}

/**
 * Whether an asset may be used in a person's project: their own, once it is wholly processed. Asked whenever a project
 * is written, when its film is asked for, and when that is made, because things change meanwhile.
 */
export function mayUseInProject({ ownerId, state }: UsableAssetFacts, projectOwnerId: string): boolean {
  return ownerId === projectOwnerId && state === 'ready';
}
