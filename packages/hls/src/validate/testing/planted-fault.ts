import { segmentsOf, type EditionFiles, type EditionKind, type RungModel } from './edition.ts';

/** A fault that is planted into a right edition. */
export interface PlantedFault {
  /** What is wrong. */
  title: string;
  /** Changes the renditions before they are written. */
  rungs?: (small: RungModel, large: RungModel, all: RungModel[]) => void;
  /** Changes the written files. */
  files?: (files: EditionFiles) => void;
  /** Default: complete. */
  kind?: EditionKind;
  /** Playlist to begin with. Default `master.m3u8`. */
  uri?: string;
  /** The plain file that is compared. Default: none. */
  plainUri?: string;
  /** Whether time passes. Default: not. */
  waits?: boolean;
}

/** Faults by the names of the rules that they break. */
export type PlantedFaults<Rule extends string> = Readonly<Record<Rule, readonly PlantedFault[]>>;

/** A playlist that somebody still writes. */
export const growing: EditionKind = { type: 'EVENT', isEnded: false };

/** Recuts both renditions, or the large one alone. */
export function cut(counts: number[], ...rungs: RungModel[]): void {
  for (const rung of rungs) rung.segments = segmentsOf(counts, rung.name === 'v0' ? 400 : 1200);
}
