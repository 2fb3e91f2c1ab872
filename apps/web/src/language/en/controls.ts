import type { controls as chinese } from '../zh-cn/controls.ts';

/** What is said about the controls of the player, and its keys. */
export const controls: typeof chinese = {
  controls: {
    label: 'Player',
    play: 'Play',
    pause: 'Pause',
    replay: 'Play again',
    mute: 'Mute',
    unmute: 'Unmute',
    noSound: 'This video has no sound',
    volume: 'Volume',
    speed: 'Speed',
    normalSpeed: 'Normal',
    quality: 'Quality',
    auto: 'Auto',
    autoNow: 'Auto ({quality})',
    fullscreen: 'Full screen',
    leaveFullscreen: 'Leave full screen',
    pip: 'Picture in picture',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    togglePlay: 'Play / pause',
    nextPrevious: 'Next / previous video',
    seek: 'Back / forward 5 seconds',
    seekLong: 'Back / forward 10 seconds',
    volume: 'Volume',
    mute: 'Mute',
    fullscreen: 'Full screen',
    speed: 'Slower / faster',
    help: 'Show shortcuts',
    space: 'Space',
  },
};
