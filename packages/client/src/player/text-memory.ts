/** What a device remembers from one visit to the next, as texts. A device that may not remember gives null. */
export interface TextMemory {
  /** The text under a key; null: none. */
  read(key: string): string | null;
  /** Remembers a text; null forgets it. Never throws: nothing depends on it. */
  write(key: string, text: string | null): void;
}
