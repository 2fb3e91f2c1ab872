import { PostponeError } from '@weireel/jobs';

/** What encodes a first rendition: a file that is still arriving, or one that is there. */
export type FirstKind = 'early' | 'whole';

/** Keeps anybody's many files from taking all places where first renditions are encoded. */
export interface FirstGate {
  /** Whether one more whole file of this person may be encoded now. */
  hasRoomFor(ownerId: string): boolean;
  /**
   * Encodes while it holds one of the person's places.
   *
   * @throws PostponeError when there is none
   */
  use<T>(ownerId: string, kind: FirstKind, encode: () => Promise<T>): Promise<T>;
}

/** How soon work comes back that found no place; what arrives slowly is looked at anew each time. */
const postponedMs = { early: 5000, whole: 500 };

/**
 * Makes the gate of a worker. Files that arrive slowly hold their place for long, so that they have places of their
 * own.
 */
export function createFirstGate(limits: {
  /** Files that are encoded while they arrive: of all people; of one person one. */
  early: number;
  /** Whole files of one person. */
  wholeOfOne: number;
}): FirstGate {
  const running = new Set<{ ownerId: string; kind: FirstKind }>();
  const count = (kind: FirstKind, ownerId?: string): number =>
    [...running].filter((each) => each.kind === kind && (ownerId === undefined || each.ownerId === ownerId))
      .length;
  const hasRoom = (kind: FirstKind, ownerId: string): boolean =>
    kind === 'whole'
      ? count('whole', ownerId) < limits.wholeOfOne
      : count('early') < limits.early && count('early', ownerId) < 1;
  return {
    hasRoomFor: (ownerId) => hasRoom('whole', ownerId),
    async use(ownerId, kind, encode) {
      if (!hasRoom(kind, ownerId)) {
        throw new PostponeError(`another file of ${ownerId} is being encoded`, postponedMs[kind]);
      }
      const place = { ownerId, kind };
      running.add(place);
      try {
        return await encode();
      } finally {
        running.delete(place);
      }
    },
  };
}
