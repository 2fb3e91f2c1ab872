import type { BlobStore, OpenBlob } from '@weireel/blob';

/** A blob to serve, and its bytes where they are in memory already. */
export interface ServedBlob extends OpenBlob {
  /** All of it; null: to be read. */
  bytes: Uint8Array | null;
}

/** Opens blobs, and keeps in memory what many ask for at once: a new video's first segments. */
export interface HotBlobs {
  /** Opens a blob; null when there is none. */
  open(key: string): Promise<ServedBlob | null>;
}

/** Bounds of what is kept. */
export interface HotBlobsOptions {
  /** Memory for all of them. */
  capacityBytes: number;
  /** Larger ones are never kept. */
  largestBytes: number;
  /** How long one is served from memory before it is read again, so that deleted bytes leave memory too. */
  keptMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Keeps a blob when it is asked for twice within `keptMs`; the one that was used longest ago makes room. */
export function createHotBlobs(blobs: BlobStore, options: HotBlobsOptions): HotBlobs {
  const { capacityBytes, largestBytes, keptMs, now } = options;
  // Both in the order of use: a map hands its entries out as they were put in.
  const kept = new Map<string, { blob: ServedBlob; untilMs: number }>();
  const asked = new Map<string, number>();
  const maxAsked = 1000;
  let heldBytes = 0;

  const drop = (key: string): void => {
    heldBytes -= kept.get(key)?.blob.sizeBytes ?? 0;
    kept.delete(key);
  };
  const dropOld = (roomBytes: number): void => {
    for (const [key, { untilMs }] of kept) {
      if (untilMs > now() && heldBytes + roomBytes <= capacityBytes) break;
      drop(key);
    }
  };
  const keep = async (key: string, blob: OpenBlob): Promise<ServedBlob> => {
    const bytes = Buffer.allocUnsafeSlow(blob.sizeBytes);
    try {
      const count = await blob.readInto(bytes, 0);
      if (count < bytes.length) throw new Error(`${key} ended at ${count} of ${bytes.length} bytes`);
    } finally {
      await blob.close();
    }
    const readInto = (into: Uint8Array, position: number): Promise<number> =>
      Promise.resolve(bytes.subarray(position).copy(into));
    const served: ServedBlob = { ...blob, bytes, readInto, close: () => Promise.resolve() };
    drop(key);
    dropOld(blob.sizeBytes);
    kept.set(key, { blob: served, untilMs: now() + keptMs });
    heldBytes += blob.sizeBytes;
    return served;
  };
  const isAskedAgain = (key: string): boolean => {
    const lastMs = asked.get(key);
    asked.delete(key);
    asked.set(key, now());
    if (asked.size > maxAsked) asked.delete(asked.keys().next().value ?? '');
    return lastMs !== undefined && now() - lastMs < keptMs;
  };

  return {
    async open(key) {
      const found = kept.get(key);
      if (found && found.untilMs > now()) {
        kept.delete(key);
        kept.set(key, found);
        return found.blob;
      }
      dropOld(0);
      const blob = await blobs.open(key);
      if (!blob) return null;
      if (isAskedAgain(key) && blob.sizeBytes <= largestBytes) return keep(key, blob);
      return { ...blob, bytes: null };
    },
  };
}
