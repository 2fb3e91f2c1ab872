import { PostponeError } from '@weireel/jobs';

/** What encodes a first rendition: a file that is still arriving, or one that is there. */
export type EncodingKind = 'early' | 'whole';

/** Keeps anybody's many files from taking all places where first renditions are encoded. */
export interface FairPlaces {
  /**
   * Lets pass who would find a place now.
   *
   * @throws PostponeError when there is none
   */
  requirePlace(ownerId: string, kind: EncodingKind): void;
  /**
   * Encodes while it holds one of the person's places.
   *
   * @throws PostponeError when there is none
   */
  use<T>(ownerId: string, kind: EncodingKind, encode: () => Promise<T>): Promise<T>;
}

/** How soon work comes back that found no place. */
const postponedMs = { early: 5000, whole: 500 };

/**
 * Makes the gate of a worker. Files that arrive slowly hold their place for long, so that they have places of their
 * own.
 */
export function createFairPlaces(limits: {
  /** Files that are encoded while they arrive: of all people; of one person one. */
  early: number;
  /** Whole files of one person. */
  wholeOfOne: number;
}): FairPlaces {
  const running = new Set<{ ownerId: string; kind: EncodingKind }>();
  const count = (kind: EncodingKind, ownerId?: string): number =>
    [...running].filter((each) => each.kind === kind && (ownerId === undefined || each.ownerId === ownerId))
      .length;
  const hasPlace = (ownerId: string, kind: EncodingKind): boolean =>
    kind === 'whole'
      ? count('whole', ownerId) < limits.wholeOfOne
      : count('early') < limits.early && count('early', ownerId) < 1;
  const requirePlace = (ownerId: string, kind: EncodingKind): void => {
    if (hasPlace(ownerId, kind)) return;
    throw new PostponeError(`another file of ${ownerId} is being encoded`, postponedMs[kind]);
  };
  return {
    requirePlace,
    async use(ownerId, kind, encode) {
      requirePlace(ownerId, kind);
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
