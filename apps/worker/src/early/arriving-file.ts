import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import type { BlobStore } from '@weireel/blob';
import type { Database } from '@weireel/db';
import { findArrival, findPart, listParts, type UploadRow } from '@weireel/db/uploads';
import { expectedPartBytes, partsOf, type BytePlace } from '@weireel/upload';

/** A file whose bytes are still being sent. */
export interface ArrivingFile {
  /** Size of the whole in bytes. */
  sizeBytes: number;
  /** Demuxer that its first part told; null: it was not noted. */
  container: string | null;
  /**
   * Reads bytes in order, and waits for those that have not come.
   *
   * @throws ArrivalError; the signal's reason when aborted
   */
  read(place: BytePlace, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  /**
   * Waits until every part has come, those that nobody asked for as well, and the upload has ended.
   *
   * @throws ArrivalError; the signal's reason when aborted
   */
  untilComplete(signal: AbortSignal): Promise<void>;
  /** Whether the whole file, once complete, consists of the very bytes that were read. */
  isAsRead(db: Database): Promise<boolean>;
}

/** The bytes do not come as hoped; what was made of them so far must not be finished. */
export class ArrivalError extends Error {
  override readonly name = 'ArrivalError';
}

/** How an arriving file is waited for. */
export interface ArrivalOptions {
  /** Typed queries. */
  db: Database;
  /** Where its parts are. */
  blobs: BlobStore;
  /** The upload. */
  upload: UploadRow;
  /** Gives up when no part has come for so long, in milliseconds. */
  longestQuietMs: number;
}

const pollMs = 200;

/**
 * Reads an upload's parts as they arrive. Each is compared with its checksum, so that one that is being written anew
 * is never taken for the old or the new one.
 */
export function openArrivingFile({ db, blobs, upload, longestQuietMs }: ArrivalOptions): ArrivingFile {
  const { part_size_bytes: partSizeBytes, part_count: partCount, size_bytes: sizeBytes } = upload;
  const known = new Map<number, string>();
  let latest: { n: number; bytes: Uint8Array } | null = null;

  const readPart = async (n: number): Promise<Uint8Array | null> => {
    const row = await findPart(db, upload.id, n);
    if (!row) return null;
    const start = (n - 1) * partSizeBytes;
    const end = start + expectedPartBytes({ partSizeBytes, partCount, sizeBytes }, n);
    const bytes = await readBytes(blobs, upload, start, end);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== row.etag) return null;
    if ((known.get(n) ?? row.etag) !== row.etag) throw new ArrivalError(`part ${n} was sent anew`);
    known.set(n, row.etag);
    return bytes;
  };

  const wait = async (signal: AbortSignal): Promise<UploadRow['state']> => {
    const arrival = await findArrival(db, upload.id);
    if (arrival === null || arrival.state === 'expired') throw new ArrivalError('the upload was given up');
    if (arrival.state === 'open' && arrival.quietMs > longestQuietMs)
      throw new ArrivalError('nothing arrives');
    await pause(pollMs, undefined, { signal });
    return arrival.state;
  };

  const untilPart = async (n: number, signal: AbortSignal): Promise<Uint8Array> => {
    if (latest?.n === n) return latest.bytes;
    for (;;) {
      signal.throwIfAborted();
      const bytes = await readPart(n);
      if (bytes !== null) {
        latest = { n, bytes };
        return bytes;
      }
      await wait(signal);
    }
  };

  return {
    sizeBytes,
    container: upload.container,
    async *read(place, signal) {
      for (const n of partsOf(partSizeBytes, place)) {
        const bytes = await untilPart(n, signal);
        const start = (n - 1) * partSizeBytes;
        yield bytes.subarray(Math.max(0, place.start - start), place.endExclusive - start);
      }
    },
    async untilComplete(signal) {
      for (let n = 1; n <= partCount; n += 1) if (!known.has(n)) await untilPart(n, signal);
      while ((await wait(signal)) !== 'complete');
    },
    async isAsRead(trx) {
      const parts = await listParts(trx, [upload.id]);
      return parts.length === partCount && parts.every(({ n, etag }) => known.get(n) === etag);
    },
  };
}

/** Bytes of an upload, whether it is complete or not; null when they were moved to their place just now. */
async function readBytes(
  blobs: BlobStore,
  { blob_key: key, blob_upload_id: id }: UploadRow,
  start: number,
  endExclusive: number,
): Promise<Uint8Array | null> {
  try {
    const whole = await blobs.read(key, { start, endExclusive });
    if (whole) return await buffer(whole.body);
    if (!blobs.readsUnfinished) return null;
    return await buffer(await blobs.readPartial(key, id, start, endExclusive));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
