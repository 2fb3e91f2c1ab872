/** A video that may be shown. */
export interface Candidate {
  /** Its id. */
  id: string;
  /** Who made it. */
  authorId: string;
}

/** Where videos come from, each in the order of its own worth. */
export interface Sources {
  /** What many like now. */
  hot: readonly Candidate[];
  /** What is new, liked or not: without it nothing ever becomes hot. */
  fresh: readonly Candidate[];
  /** What those have made whom one follows. */
  followed: readonly Candidate[];
}

/** Of four, two are hot, one is of somebody followed, and one is new. */
const pattern: readonly (keyof Sources)[] = ['hot', 'followed', 'hot', 'fresh'];

/** So many of others stand between two of one author, where there are others. */
const authorDistance = 3;

/**
 * Mixes videos of several sources: each once, in turns, and not one author all the time. A source that has run out
 * leaves its turn to the next.
 *
 * @param limit most that are taken
 */
export function mixFeed(sources: Sources, limit: number): Candidate[] {
  const chosen: Candidate[] = [];
  const taken = new Set<string>();

  const isFree = ({ id }: Candidate): boolean => !taken.has(id);
  const isApart = ({ authorId }: Candidate): boolean =>
    chosen.slice(-authorDistance).every((before) => before.authorId !== authorId);

  function take(candidate: Candidate | undefined): boolean {
    if (candidate === undefined) return false;
    taken.add(candidate.id);
    chosen.push(candidate);
    return true;
  }

  /** The best of a source that stands apart from its author's others; null where none does. */
  const best = (name: keyof Sources): Candidate | undefined =>
    sources[name].find((candidate) => isFree(candidate) && isApart(candidate));
  const any = (): Candidate | undefined => pattern.flatMap((name) => sources[name].find(isFree) ?? []).at(0);

  for (let turn = 0; chosen.length < limit; turn += 1) {
    const order = pattern.map((_, n) => pattern[(turn + n) % pattern.length] ?? 'hot');
    const found = order.map(best).find((candidate) => candidate !== undefined);
    // Only one author is left: rather them than nobody.
    if (!take(found ?? any())) break;
  }
  return chosen;
}
