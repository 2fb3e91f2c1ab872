import { createSound } from '@weireel/client';
import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';

const changed = createListeners();

/** Sound of all players, remembered by this phone. */
export const sound = createSound(memory, changed.tell);

/** Calls back whenever it changes; gives the way to stop it. */
export const onSound = changed.add;
