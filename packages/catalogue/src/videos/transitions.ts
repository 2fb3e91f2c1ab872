import type { Transitions } from '../transitions.ts';

/** Where an asset may stand. */
export type AssetState = 'uploading' | 'processing' | 'ready' | 'failed' | 'deleted';

/** What may become of an asset. A deleted one never comes back, and a failed one is ready only once processed. */
export const assetTransitions: Transitions<AssetState> = {
  uploading: ['processing', 'failed', 'deleted'],
  // Again: its job was lost, and another one takes over.
  processing: ['processing', 'ready', 'failed', 'deleted'],
  // Again: a dead job was given new tries though others had made the asset whole. Failed: its bytes got lost.
  ready: ['ready', 'processing', 'failed', 'deleted'],
  failed: ['processing', 'deleted'],
  deleted: [],
};
