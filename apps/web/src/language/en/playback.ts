import type { playback as chinese } from '../zh-cn/playback.ts';

/** What is said about the player. */
export const playback: typeof chinese = {
  player: {
    position: 'Position',
    positionText: '{position} of {duration}',
    failedTitle: 'Playback failed',
    failedNetwork: 'The network is unstable and the video did not load.',
    failedMedia: 'This browser cannot play the video.',
    failedGone: 'The playback link no longer works.',
    better: 'Better quality is ready',
    switchNow: 'Switch',
  },
};
