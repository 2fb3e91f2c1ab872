import type { Readable } from 'node:stream';
import type { BlobStore } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import {
  createPackager,
  initName,
  type EditionSegment,
  type EditionStream,
  type PackagerOptions,
  type PackagingFacts,
  type SegmentPiece,
} from '@weireel/hls';

/** A rendition as it was stored. */
export interface StoredStream {
  /** Folder below the edition: `v0`. */
  name: string;
  /** Its segments, in order; grows while it is written. */
  segments: EditionSegment[];
  /** What the packager learned; null before the header came. */
  facts(): PackagingFacts | null;
}

/** Containers are not exact about their length, and the last segment may be cut late. */
const toleranceMs = 10_000;

/** Options of `packageStream`. */
export interface PackageStreamOptions {
  /** Where to store. */
  blobs: BlobStore;
  /** Key prefix of the edition, with its last slash. */
  keyPrefix: string;
  /** Folder of the rendition below it. */
  name: string;
  /** How to cut. */
  packager: PackagerOptions;
  /** Longest that it may become in milliseconds; a file can play far longer than it says. */
  maxDurationMs: number;
  /** Told after each segment is safe. */
  onSegment?: (stream: StoredStream) => Promise<void>;
}

/** A rendition being written. */
export interface StreamWriter {
  /** What is stored so far. */
  stream: StoredStream;
  /** Cuts and stores what FFmpeg writes until it ends. FFmpeg waits while a segment is being stored. */
  read(output: Readable): Promise<void>;
  /** Takes the next bytes of the sound, where it comes apart (`soundApart`). */
  takeSound(bytes: Uint8Array): Promise<void>;
  /** Says that no more sound comes. */
  finishSound(): Promise<void>;
  /** Stores the last segments; only after FFmpeg ended well. */
  finish(): Promise<EditionStream>;
}

/** Turns one output pipe of FFmpeg into stored segments. */
export function packageStream(options: PackageStreamOptions): StreamWriter {
  const packager = createPackager(options.packager);
  const segments: EditionSegment[] = [];
  const stream: StoredStream = { name: options.name, segments, facts: () => packager.facts() };
  const folder = `${options.keyPrefix}${options.name}/`;

  let durationSeconds = 0;

  const store = async (piece: SegmentPiece): Promise<void> => {
    durationSeconds += piece.durationSeconds;
    if (durationSeconds * 1000 > options.maxDurationMs + toleranceMs)
      throw new WeireelError('media_too_long');
    const name = `s${piece.index}.m4s`;
    await options.blobs.put(folder + name, piece.bytes);
    segments.push({
      name,
      durationSeconds: piece.durationSeconds,
      keyFrameBytes: piece.keyFrameBytes,
    });
    await options.onSegment?.(stream);
  };
  // Picture and sound complete segments in turns, but these are stored one after the other.
  let storing: Promise<void> = Promise.resolve();
  const take = (pieces: ReturnType<typeof packager.push>): Promise<void> => {
    storing = storing.then(async () => {
      for (const piece of pieces) {
        if (piece.kind === 'init') await options.blobs.put(folder + initName, piece.bytes);
        else await store(piece);
      }
    });
    return storing;
  };

  return {
    stream,
    async read(output) {
      for await (const chunk of output) {
        // A pipe yields buffers.
        await take(packager.push(chunk as Buffer));
      }
    },
    takeSound: (bytes) => take(packager.pushSound(bytes)),
    finishSound: () => take(packager.finishSound()),
    async finish() {
      await take(packager.finish());
      const facts = packager.facts();
      if (!facts) throw new Error('a finished stream has no facts');
      return { name: options.name, segments, facts };
    },
  };
}
