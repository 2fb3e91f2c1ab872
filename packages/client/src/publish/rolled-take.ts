import type { TextMemory } from '../player/text-memory.ts';
import type { DraftWords } from './draft.ts';

/** A clip that was shot to be joined with others. */
export interface RolledTake {
  /** Where the device keeps the file. */
  path: string;
  /** Name under which it is uploaded; no other file of this device has it. */
  fileName: string;
  /** How long it is in milliseconds, as the device says. */
  durationMs: number;
  /** The server's id of its upload; null until it is known. */
  uploadId: string | null;
  /** The asset that it becomes; null until it is known. */
  assetId: string | null;
}

/** What a device remembers of takes. */
export interface Roll {
  /** In the order in which they are seen. */
  takes: RolledTake[];
  /** What is said about the video that they become; null: the person has not said «publish». */
  words: DraftWords | null;
  /** What they were joined into, of which the video is still to be made; null: they were not joined. */
  assetId: string | null;
  /** Assets of takes that were given up, of which the server is still to be told. */
  givenUp: string[];
  /** Takes that were given up before the server had said what they are called there. */
  nameless: RolledTake[];
}

/** A roll on which nothing was ever shot. */
export const emptyRoll: Roll = { takes: [], words: null, assetId: null, givenUp: [], nameless: [] };

const key = 'weireel.takes';

/** The takes that a device remembers; none when what is there is damaged. */
export function readRoll(memory: TextMemory): Roll {
  try {
    const known: unknown = JSON.parse(memory.read(key) ?? 'null');
    // What an earlier version remembered has no nameless ones.
    if (isRoll(known)) return { ...emptyRoll, ...known };
  } catch {
    // Written by something else.
  }
  return emptyRoll;
}

/** Remembers takes; none: nothing is left behind. */
export function writeRoll(memory: TextMemory, roll: Roll): void {
  const isEmpty = roll.takes.length === 0 && roll.givenUp.length === 0 && roll.nameless.length === 0;
  memory.write(key, isEmpty ? null : JSON.stringify(roll));
}

function isRoll(value: unknown): value is Roll {
  if (typeof value !== 'object' || value === null) return false;
  // As: an object has members, whatever they are.
  const { takes, words, assetId, givenUp, nameless = [] } = value as Record<string, unknown>;
  return (
    Array.isArray(takes) &&
    takes.every(isTake) &&
    typeof words === 'object' &&
    (assetId === null || typeof assetId === 'string') &&
    Array.isArray(givenUp) &&
    givenUp.every((id) => typeof id === 'string') &&
    Array.isArray(nameless) &&
    nameless.every(isTake)
  );
}

function isTake(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // As: as above.
  const { path, fileName, durationMs } = value as Record<string, unknown>;
  return typeof path === 'string' && typeof fileName === 'string' && typeof durationMs === 'number';
}
