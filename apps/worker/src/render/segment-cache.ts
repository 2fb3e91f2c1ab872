/** Keeps rendered segments by the hash of all that shapes them, so that none is rendered twice. */
export interface SegmentCache {
  /** Puts a segment into a file; false: it is not kept, and the file not written. */
  take: (key: string, path: string) => Promise<boolean>;
  /** Keeps what is in a file. */
  keep: (key: string, path: string) => Promise<void>;
}
