/** Turns at something of which there are few. */
export interface Turns {
  /**
   * Resolves when it is one's turn.
   *
   * @param asker for whom; null: for the house itself, which may hold as many as there are
   * @param isWithin whether this asker holds a turn that cannot end before this one: it comes first, whatever the share
   * @returns ends the turn; to be called once
   * @throws Error when none came in time, in the words of the driver when no connection becomes free
   */
  take(asker: string | null, isWithin: boolean): Promise<() => void>;
}

/** How many turns there are. */
export interface TurnOptions {
  /** Turns that are held at once. */
  atOnce: number;
  /** Turns that one asker holds at once. */
  ofOne: number;
  /** How long one is waited for; null: as long as it takes. */
  limitMs: number | null;
}

type Begin = () => void;

/**
 * Turns that go round among those who wait, one each, in place of a line in which whoever sends most stands most often.
 */
export function createTurns({ atOnce, ofOne, limitMs }: TurnOptions): Turns {
  let free = atOnce;
  const held = new Map<string | null, number>();
  /** Who waits, in the order of the round; a map goes through its keys in the order in which they were added. */
  const waiting = new Map<string | null, Set<Begin>>();
  const within = new Set<Begin>();

  const mayBegin = (asker: string | null): boolean => asker === null || (held.get(asker) ?? 0) < ofOne;

  const giveTo = (asker: string | null): (() => void) => {
    free -= 1;
    held.set(asker, (held.get(asker) ?? 0) + 1);
    return () => {
      free += 1;
      const left = (held.get(asker) ?? 1) - 1;
      if (left === 0) held.delete(asker);
      else held.set(asker, left);
      beginNext();
    };
  };

  /** Takes the next one out; null: nobody waits who may begin. */
  const takeNext = (): Begin | null => {
    for (const begin of within) {
      within.delete(begin);
      return begin;
    }
    for (const [asker, line] of waiting) {
      if (!mayBegin(asker)) continue;
      // To the end of the round.
      waiting.delete(asker);
      if (line.size > 1) waiting.set(asker, line);
      for (const begin of line) {
        line.delete(begin);
        return begin;
      }
    }
    return null;
  };

  const beginNext = (): void => {
    while (free > 0) {
      const begin = takeNext();
      if (begin === null) return;
      begin();
    }
  };

  return {
    take(asker, isWithin) {
      if (free > 0 && (isWithin || mayBegin(asker))) return Promise.resolve(giveTo(asker));
      const line = isWithin ? within : (waiting.get(asker) ?? new Set());
      if (!isWithin) waiting.set(asker, line);
      return new Promise((resolve, reject) => {
        const begin = (): void => {
          clearTimeout(timer);
          resolve(giveTo(asker));
        };
        const giveUp = (): void => {
          line.delete(begin);
          if (line.size === 0 && waiting.get(asker) === line) waiting.delete(asker);
          reject(new Error(noTurn));
        };
        const timer = limitMs === null ? undefined : setTimeout(giveUp, limitMs);
        line.add(begin);
      });
    },
  };
}

/** What the driver says when no connection becomes free in time. */
const noTurn = 'timeout exceeded when trying to connect';
