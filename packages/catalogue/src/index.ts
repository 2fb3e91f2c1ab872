export { canSee, isAdmin, isManagedBy, isOpen, mustRotateMedia, reviewAtStart } from './access.ts';
export type { ReviewMode, VideoAccessFacts, Viewer } from './access.ts';
