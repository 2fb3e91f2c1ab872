/** Facts of a stored blob. */
export interface BlobFacts {
  /** Size in bytes. */
  sizeBytes: number;
  /** MIME type, by the key's extension. */
  contentType: string;
  /** Strong validator, in quotes, as HTTP wants it. Blobs are written once, so it never changes. */
  etag: string;
}

/** A blob, or a part of one, being read. */
export interface BlobReading {
  /** Its bytes; read to the end or destroyed by who asked for it. */
  body: AsyncIterable<Uint8Array>;
  /** Number of bytes that `body` yields. */
  sizeBytes: number;
}

/** A blob held open for reading at any place; it stays readable though it is deleted meanwhile. */
export interface OpenBlob extends BlobFacts {
  /**
   * Fills `into` from byte `position` on, as far as the blob reaches.
   *
   * @returns number of bytes read; less than asked for only at the end
   */
  readInto(into: Uint8Array, position: number): Promise<number>;
  /** Lets go of it. */
  close(): Promise<void>;
}

/** One line of a listing. */
export interface BlobListing {
  /** The key. */
  key: string;
  /** Size in bytes. */
  sizeBytes: number;
  /** When it was stored, in milliseconds since 1970. */
  storedAtMs: number;
}

/** What is known of a blob that will arrive in parts. */
export interface MultipartShape {
  /** Size of the whole. */
  sizeBytes: number;
  /** Size of every part but the last. */
  partSizeBytes: number;
}

/** An unfinished multipart blob. */
export interface MultipartListing {
  /** Key that it will have. */
  key: string;
  /** Its id. */
  uploadId: string;
  /** When it was begun or last written, in milliseconds since 1970. */
  touchedAtMs: number;
}

/** A part that the caller holds to be written. */
export interface WrittenPart {
  /** Number, from 1. */
  n: number;
  /** What `writePart` returned for it: the store's own, which need not be a hash. */
  etag: string;
}

/** The parts that a completion names are not those that the store has; they must be written again. */
export class PartsRefusedError extends Error {
  override readonly name = 'PartsRefusedError';
}

/**
 * Where media bytes are kept. Keys are paths of `[A-Za-z0-9._-]` with `/` between; a key is written once and
 * never changed. Shaped so that an object store in the manner of S3 fits: multipart, ranges, prefix listing.
 * Every method rejects with `WeireelError` `storage_full` when there is no room. No method may be called while a
 * database transaction is open: an object store can take seconds.
 */
export type BlobStore = ReadingStore | WholeStore;

/** A store that also shows what has arrived of an unfinished blob. */
export interface ReadingStore extends StoreMethods {
  readonly readsUnfinished: true;
  /** Reads bytes of an unfinished blob; those that were never written are zero. */
  readPartial(
    key: string,
    uploadId: string,
    start: number,
    endExclusive: number,
  ): Promise<AsyncIterable<Uint8Array>>;
}

/** A store that shows nothing of a blob before it is complete, as object stores do. */
export interface WholeStore extends StoreMethods {
  readonly readsUnfinished: false;
}

/** What every store does. */
export interface StoreMethods {
  /** Bytes that every part but the last must have at least; 1: any size. */
  readonly smallestPartBytes: number;
  /** Stores a blob whole or not at all; it survives power loss once this resolves. */
  put(key: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** Facts of a blob; null when there is none. */
  head(key: string): Promise<BlobFacts | null>;
  /** Reads a blob, or bytes `start` to `endExclusive` of it; null when there is none. */
  read(key: string, range?: { start: number; endExclusive: number }): Promise<BlobReading | null>;
  /** Opens a blob for reading into memory of the caller's; null when there is none. */
  open(key: string): Promise<OpenBlob | null>;
  /** Every blob whose key begins with the prefix, in no order; the empty prefix stands for all. */
  list(prefix: string): AsyncIterable<BlobListing>;
  /** Removes a blob; one that is not there is no error. */
  delete(key: string): Promise<void>;
  /** Removes every blob below a prefix that ends with `/`. */
  deletePrefix(prefix: string): Promise<void>;
  /** Gives a blob another key as well, without moving bytes where the store can. */
  copy(fromKey: string, toKey: string): Promise<void>;
  /** Puts a blob at a path of the local file system for FFmpeg, without moving bytes where the store can. */
  materialise(key: string, path: string): Promise<void>;
  /**
   * Begins a blob that arrives in parts; returns its id.
   *
   * @throws RangeError for several parts below `smallestPartBytes`
   */
  createMultipart(key: string, shape: MultipartShape): Promise<string>;
  /**
   * Writes a part, in any order; different parts also in parallel, one part never twice at once, and none during
   * `completeMultipart`. It survives power loss once this resolves. Returns its etag.
   */
  writePart(key: string, uploadId: string, n: number, bytes: Uint8Array): Promise<string>;
  /**
   * Makes the blob of all its parts appear under its key, whole; repeating it is no error.
   *
   * @throws PartsRefusedError when a part is missing or has another etag
   */
  completeMultipart(key: string, uploadId: string, parts: WrittenPart[]): Promise<void>;
  /** Forgets an unfinished blob; one that is not there is no error. */
  abortMultipart(key: string, uploadId: string): Promise<void>;
  /** Every unfinished blob. */
  listMultiparts(): AsyncIterable<MultipartListing>;
  /** Removes what killed writers left behind, when it was last touched before the given time. */
  sweepTemporary(beforeMs: number): Promise<number>;
  /** Free room in bytes; null when the store does not know. */
  freeBytes(): Promise<number | null>;
}
