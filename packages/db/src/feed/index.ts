export { listCandidates, listFollowed, listShowable, noteServed } from './candidates.ts';
export type { FeedCandidate, PublishedPlace, Showable } from './candidates.ts';
export { isNotHidden, setAuthorHidden, setVideoHidden } from './hidden.ts';
