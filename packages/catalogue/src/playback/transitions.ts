import type { Transitions } from '../transitions.ts';

/** Where an edition may stand. */
export type EditionState = 'building' | 'growing' | 'sealed' | 'retired';

/** What may become of an edition. Back to `building`: it was withdrawn, and counts as never published. */
export const editionTransitions: Transitions<EditionState> = {
  building: ['growing', 'sealed'],
  growing: ['building', 'sealed', 'retired'],
  // What has an end never grows again: players have seen it.
  sealed: ['building', 'retired'],
  retired: ['building'],
};
