import type { library as chinese } from '../zh-cn/library.ts';

/** What is said of what somebody keeps: favourites, history, comments that wait. */
export const library: typeof chinese = {
  library: {
    favourites: 'Favourites',
    history: 'History',
    held: 'Comments to approve',
    heldText: 'Comments on videos where they appear after your approval.',
    failed: 'The list did not load',
    noFavouritesTitle: 'No favourites yet',
    noFavouritesText: 'Press “Save” on a video to find it here again.',
    noHistoryTitle: 'Nothing watched yet',
    noHistoryText: 'What you watch appears here, to go on with on any device.',
    offText: 'History is off; what you watch is not kept.',
    noHeldTitle: 'No comment waits',
    noHeldText: 'You are told when somebody comments.',
    kept: 'Keep history: on',
    notKept: 'Keep history: off',
    clear: 'Clear history',
    clearSure: 'Clear for good',
    forget: 'Remove “{title}” from history',
    goOn: 'You were at {time}',
    goOnAct: 'Go on there',
  },
};
