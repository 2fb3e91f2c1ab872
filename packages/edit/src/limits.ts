import { ticksPerSecond } from './time/ticks.ts';

/** How much a document may hold. Beyond it nothing is rendered, so that a runaway document costs nobody anything. */
export const documentLimits = {
  /** The end of the last item: 10 min. */
  durationTicks: 600 * ticksPerSecond,
  /** Times within a source, and so what a long recording may last: 24 h. */
  sourceTicks: 86_400 * ticksPerSecond,
  /** Tracks. */
  tracks: 16,
  /** Items of all tracks, and of the cover. */
  items: 500,
  /** Key frames of all properties of all items. */
  keyFrames: 2000,
  /** Characters (UTF-16 units) of all texts and captions. */
  characters: 5000,
  /** Entries of `assets`. */
  assets: 200,
  /** Entries of `styles`. */
  styles: 100,
  /** Transitions of all tracks. */
  transitions: 500,
  /** Markers. */
  markers: 500,
  /** Slots of a template. */
  slots: 100,
  /** Effects of one item. */
  effectsOfItem: 16,
  /** Parameters of one effect or transition. */
  parameters: 32,
  /** Words of one caption. */
  wordsOfCaption: 200,
  /** Runs of one text. */
  runsOfText: 100,
  /** Points of one speed curve. */
  speedPoints: 32,
  /** Points of a mask's path. */
  pathPoints: 64,
  /** Ducking rules of the mix. */
  duckingRules: 16,
  /** Objects and lists inside one another. */
  depth: 24,
  /** Values of all kinds, whatever they stand for: also what we do not know, and `meta.ext`. */
  values: 100_000,
  /** Characters of all strings and names together: also what we do not know, and `meta.ext`. */
  stringCharacters: 1_000_000,
} as const;
