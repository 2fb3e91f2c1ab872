import type { danmakuZhCn } from './danmaku-zh-cn.ts';

/** What is said of danmaku, and of fingers on the picture, in English. */
export const danmakuEn: typeof danmakuZhCn = {
  title: 'Danmaku',
  short: 'D',
  show: 'Show danmaku',
  hide: 'Hide danmaku',
  hint: 'Say something here',
  approveHint: 'Shown once the author agrees',
  send: 'Send',
  at: 'Appears at {time}',
  held: 'It is shown once the author agrees',
  density: 'Density',
  densities: { few: 'Few', half: 'Half', full: 'All' },
  mode: 'Place',
  modes: { scroll: 'Across', top: 'Top', bottom: 'Bottom' },
  colour: 'Colour',
  colours: {
    ...{ white: 'White', red: 'Red', orange: 'Orange', yellow: 'Yellow', green: 'Green', blue: 'Blue' },
    ...{ purple: 'Purple', pink: 'Pink' },
  },
  fast: 'Playing at 2×, lift to go back',
};
