import type { Video } from '@weireel/contract';
import type { Person } from '../api.ts';
import type { Arrival, Screen } from './client.ts';

/** What is there before a scenario begins. */
export interface Stage {
  /** Whoever published what is in the feed. */
  author: Person;
  /** Public videos that play, in the order in which they are told to somebody new. */
  videos: readonly Video[];
  /** A clip whose file has three parts at least, whichever client sends it. */
  largeFile: string;
}

/** What somebody does and sees, whichever client they have. */
export interface Scenario extends Arrival {
  /** What is so, as a sentence. */
  title: string;
  /** Plays it; rejects where it is not so. */
  play(screen: Screen, stage: Stage): Promise<void>;
}
