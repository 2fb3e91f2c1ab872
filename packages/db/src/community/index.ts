export { readMine } from './mine.ts';
export type { Mine } from './mine.ts';
export { setFollows, setReactions } from './reactions.ts';
export type { Reaction, Wishes } from './reactions.ts';
