import { memory } from '../memory.ts';

const key = 'weireel.play-on';

/** Whether the next video of a collection begins by itself: unless one says no, it does. */
export const playsOn = (): boolean => memory.read(key) !== 'no';

/** Remembers whether it does. */
export const rememberPlayOn = (isWanted: boolean): void => memory.write(key, isWanted ? null : 'no');
