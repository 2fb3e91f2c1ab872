/** A tag, and how many videos have it. */
export interface CountedTag {
  /** As most of them write it. */
  tag: string;
  /** Videos that have it. */
  count: number;
}

/**
 * How the videos with a tag write it, and which tags they have beside it, those of most of them first.
 *
 * @param key the tag in the form in which tags are compared
 * @param tagsOfVideos the tags of each of these videos, as written
 * @param keyOf brings a tag into that form
 * @param most so many of the others are given
 */
export function tagNeighbours(
  key: string,
  tagsOfVideos: readonly (readonly string[])[],
  { keyOf, most }: { keyOf: (tag: string) => string; most: number },
): { own: CountedTag | null; others: CountedTag[] } {
  const spellings = new Map<string, Map<string, number>>();
  const counts = new Map<string, number>();
  for (const tags of tagsOfVideos) {
    const keys = new Set<string>();
    for (const tag of tags) {
      const each = keyOf(tag);
      const known = spellings.get(each) ?? new Map<string, number>();
      spellings.set(each, known.set(tag, (known.get(tag) ?? 0) + 1));
      keys.add(each);
    }
    for (const each of keys) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const counted = (each: string): CountedTag => ({
    tag: mostFrequent(spellings.get(each) ?? new Map<string, number>())[0]?.[0] ?? each,
    count: counts.get(each) ?? 0,
  });
  const others = mostFrequent(counts).filter(([each]) => each !== key && each !== '');
  return {
    own: counts.has(key) ? counted(key) : null,
    others: others.slice(0, most).map(([each]) => counted(each)),
  };
}

function mostFrequent(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
