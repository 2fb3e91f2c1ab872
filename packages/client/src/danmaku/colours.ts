import type { DanmakuColour } from '@weireel/contract';

/** Colours as they are drawn; each can be read over any picture with a dark edge around the letters. */
export const danmakuHex: Record<DanmakuColour, string> = {
  white: '#ffffff',
  red: '#ff7a7a',
  orange: '#ffb84d',
  yellow: '#ffe76b',
  green: '#7fe695',
  blue: '#6cc7ff',
  purple: '#cfa3ff',
  pink: '#ff9ecb',
};
