/** The dictionary of jieba as WebAssembly. Imported as `@weireel/search/jieba` by what runs on a server. */
import { cut, cut_for_search } from 'jieba-wasm';
import type { WordCutter } from './word-cutter.ts';

/** Cuts by jieba's dictionary, without its model that guesses unknown words. The first call takes about 0.2 s. */
export const jieba: WordCutter = {
  cut: (text) => cut(text, false),
  within: (word) => cut_for_search(word, false).filter((part) => part !== word),
};
