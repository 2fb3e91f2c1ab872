export { listCandidates, listCandidatesAmong, listFollowed, listShowable, noteServed } from './candidates.ts';
export type { Among, FeedCandidate, PublishedPlace, Showable } from './candidates.ts';
export { forgetServed } from './forget-served.ts';
export { isNotHidden, setAuthorHidden, setVideoHidden } from './hidden.ts';
