/**
 * Where Chinese text falls into words; a port, because the dictionary is WebAssembly and this package runs anywhere.
 * `@weireel/search/jieba` has the one that is used.
 */
export interface WordCutter {
  /**
   * Cuts text into the words of a dictionary, in their order and without gaps. Characters that belong to no word of
   * the dictionary stand alone: no word is guessed, so that text is cut alike in a title and in a query.
   */
  cut(text: string): string[];
  /** Words of the dictionary that stand within a longer word, the word itself left out. */
  within(word: string): string[];
}
