import type { ShortcutAction } from './shortcut.ts';

/** What keys may ask of whatever plays. */
export interface Watched {
  /** Plays or pauses. */
  toggle(): void;
  /** Turns sound on or off. */
  toggleMute(): void;
  /** Fills the screen, or leaves it. */
  toggleFullscreen(): void;
  /** Moves the position by so many milliseconds. */
  seekBy(ms: number): void;
  /** Shows the sheet of keys, hides it, or turns it over when not said. */
  showHelp(isShown?: boolean): void;
  /** Takes an arrow up or down: the next video, or the volume. */
  step(by: 1 | -1): void;
  /** Shows captions, or hides them; absent: there are none here. */
  toggleCaptions?(): void;
  /** Goes to the next chapter, or the one before; false: there are none. Absent: there never are. */
  seekByChapter?(by: 1 | -1): boolean;
  /** Plays slower or faster; absent: there is one speed. */
  changeRate?(by: 1 | -1): void;
}

const seekMs: Partial<Record<ShortcutAction, number>> = {
  'seek-back': -5000,
  'seek-forward': 5000,
  'jump-back': -10_000,
  'jump-forward': 10_000,
};

/** Does what a key asks for; gives whether it was taken, and the browser has no more to do with it. */
export function actOnShortcut(watched: Watched, action: ShortcutAction): boolean {
  switch (action) {
    case 'toggle-play':
      watched.toggle();
      return true;
    case 'toggle-mute':
      watched.toggleMute();
      return true;
    case 'toggle-fullscreen':
      watched.toggleFullscreen();
      return true;
    case 'toggle-captions':
      watched.toggleCaptions?.();
      return watched.toggleCaptions !== undefined;
    case 'seek-back':
    case 'seek-forward':
    case 'jump-back':
    case 'jump-forward':
      watched.seekBy(seekMs[action] ?? 0);
      return true;
    case 'up':
    case 'down':
      watched.step(action === 'down' ? 1 : -1);
      return true;
    case 'chapter-back':
    case 'chapter-forward':
      return watched.seekByChapter?.(action === 'chapter-forward' ? 1 : -1) ?? false;
    case 'slower':
    case 'faster':
      watched.changeRate?.(action === 'faster' ? 1 : -1);
      return watched.changeRate !== undefined;
    case 'help':
      watched.showHelp();
      return true;
    case 'close':
      watched.showHelp(false);
      return false;
  }
}
