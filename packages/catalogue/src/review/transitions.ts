import type { ReviewState } from '@weireel/contract';
import type { Transitions } from '../transitions.ts';

/**
 * What may become of a video's review by what its author does to it: it stays, or a decision is asked for anew. Nothing
 * that an author does approves a video, or rejects it.
 */
export const reviewTransitions: Transitions<ReviewState> = {
  pending: ['pending'],
  approved: ['approved', 'pending'],
  rejected: ['rejected', 'pending'],
};
