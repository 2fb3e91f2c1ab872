import type { Transitions } from '../transitions.ts';

/** Where an upload may stand. */
export type UploadState = 'open' | 'complete' | 'expired';

/** What may become of an upload: it ends once. */
export const uploadTransitions: Transitions<UploadState> = {
  open: ['complete', 'expired'],
  complete: [],
  expired: [],
};
