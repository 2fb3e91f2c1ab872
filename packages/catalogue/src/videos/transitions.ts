import type { Transitions } from '../transitions.ts';

/** Where an asset may stand. */
export type AssetState = 'uploading' | 'processing' | 'ready' | 'failed' | 'deleted';

/** What may become of an asset. A deleted one never comes back, and a failed one is ready only once processed. */
export const assetTransitions: Transitions<AssetState> = {
  uploading: ['processing', 'failed', 'deleted'],
  // Again: its job was lost, and another one takes over.
  processing: ['processing', 'ready', 'failed', 'deleted'],
  // Failed: its bytes got lost.
  ready: ['processing', 'failed', 'deleted'],
  failed: ['processing', 'deleted'],
  deleted: [],
};

/** Whether a video was ever shown to everybody: its time of publication says so. */
export type VideoState = 'unpublished' | 'published';

/**
 * What may become of a video. It is published once: what hides it later, its visibility or its review, leaves the time
 * at which everybody first found it. How far it has come is its asset's state.
 */
export const videoTransitions: Transitions<VideoState> = {
  unpublished: ['published'],
  published: [],
};
