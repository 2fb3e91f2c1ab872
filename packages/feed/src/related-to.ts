import type { Candidate } from './mix-feed.ts';

/** A video with what it is about. */
export interface Topic extends Candidate {
  /** Its tags. */
  tags: readonly string[];
}

/** How much one tag in common says, against being of the same author. */
const weight = { tag: 2, author: 3 };

/**
 * Videos that have to do with one: those that share most tags with it or are of its author, and among equals the better
 * ones; then others, so that there is always something to go on with.
 *
 * @param candidates the better ones first
 * @param limit most that are given
 */
export function relatedTo(topic: Topic, candidates: readonly Topic[], limit: number): Topic[] {
  const tags = new Set(topic.tags.map(likeOthers));
  const nearness = (other: Topic): number =>
    other.tags.filter((tag) => tags.has(likeOthers(tag))).length * weight.tag +
    (other.authorId === topic.authorId ? weight.author : 0);
  return candidates
    .filter(({ id }) => id !== topic.id)
    .map((candidate) => ({ candidate, by: nearness(candidate) }))
    .toSorted((a, b) => b.by - a.by)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Tags are the same whatever their case and width. */
function likeOthers(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}
