/**
 * What a failed upload, or failed processing, came of. `source`: what was given is at fault or gone, and has to be
 * given anew. `circumstances`: the same may well go through another time. `either`: the source may be too much, or
 * the machine was busy; a person may try again, and the worker does not by itself, for it would spend as much again.
 */
export type Fault = 'source' | 'circumstances' | 'either';

/** One entry of the error catalogue. */
export interface CatalogueEntry {
  /** HTTP status that goes with the code. */
  status: number;
  /** Message in Simplified Chinese. */
  zh: string;
  /** Message in English. */
  en: string;
  /** What the failure came of. Absent: the code tells of no upload and no processing that failed. */
  fault?: Fault;
}

/** Makes an entry. */
export function entry(status: number, zh: string, en: string, fault?: Fault): CatalogueEntry {
  return { status, zh, en, ...(fault !== undefined && { fault }) };
}
