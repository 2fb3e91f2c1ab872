/** A file as it was read. */
export interface HlsFile {
  /** All of its bytes. */
  bytes: Uint8Array;
  /** HTTP status. Absent: it was not read over HTTP, and the rules of delivery are passed over. */
  status?: number;
  /** Value of Content-Type, or null when the answer has none. */
  contentType?: string | null;
  /** Other headers of the answer, by lower-case name. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Reads a file by the address that the validator resolved. Null when it cannot be had. Must not follow redirects: it
 * answers with their status and `location`, so that the validator can tell of them.
 */
export type HlsReader = (uri: string) => Promise<HlsFile | null>;
