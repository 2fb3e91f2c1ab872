/** A file on a platform, read piece by piece. */
export interface FileSource {
  /** Name with extension, without folders; for people only. */
  name: string;
  /** Size in bytes. */
  sizeBytes: number;
  /** MIME type; absent: unknown. */
  contentType?: string;
  /** Reads the bytes from `start` up to `endExclusive`; never asked for more than one part at a time. */
  read(start: number, endExclusive: number): Promise<Uint8Array>;
}
