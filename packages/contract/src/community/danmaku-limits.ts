/** Characters of something that is said at a moment of a video: one line over the picture. */
export const danmakuLength = { min: 1, max: 100 } as const;

/** Danmaku are read by windows of this length, counted from 0, so that all who watch ask for the same addresses. */
export const danmakuWindowMs = 30_000;

/** For so long a window may be kept that was read by nobody who is signed in. */
export const danmakuCacheMs = 5000;

/** After so long, a window that is read has everything that was said before: ages are told in whole seconds. */
export const danmakuFreshMs = danmakuCacheMs + 1000;

/** Most of one window that are read, the newest; a screen has room for fewer. */
export const mostDanmakuOfWindow = 300;

/** How one crosses the picture, or stands on it. */
export const danmakuModes = ['scroll', 'top', 'bottom'] as const;

/** Colours by name: light ones, which can be read over any picture with a dark edge. */
export const danmakuColours = [
  'white',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
] as const;
