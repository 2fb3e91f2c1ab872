import { firstWords } from './zh-cn/first-words.ts';
import { laterWords } from './zh-cn/later-words.ts';

/** Everything the client says in Simplified Chinese; the shape that every other language fills. */
export const zhCn = { ...firstWords, ...laterWords };

/** The shape of all messages. */
export type Messages = typeof zhCn;
