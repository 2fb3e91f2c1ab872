export { hotScore } from './hot-score.ts';
export type { HotFacts } from './hot-score.ts';
export { mixFeed } from './mix-feed.ts';
export type { Candidate, Sources } from './mix-feed.ts';
export { tagNeighbours } from './tag-neighbours.ts';
export type { CountedTag } from './tag-neighbours.ts';
export { relatedTo } from './related-to.ts';
export type { Topic } from './related-to.ts';
