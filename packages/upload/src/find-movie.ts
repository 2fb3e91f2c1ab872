/** Bytes `start` to `endExclusive` of a file. */
export interface BytePlace {
  /** First byte. */
  start: number;
  /** First byte behind it. */
  endExclusive: number;
}

/** What a look at the top-level boxes of a file found. */
export type MovieSearch =
  | {
      /** It is an MP4 whose header says where its media lies. */
      outcome: 'found';
      /** The movie header, without which nothing can be played. */
      movie: BytePlace;
      /** First byte of media data before it; null: there is none. */
      mediaStart: number | null;
    }
  | {
      /** More bytes are needed. */
      outcome: 'missing';
      /** Where the box begins whose header cannot be read yet. */
      at: number;
    }
  /** No MP4, or one without a movie header that can be found. */
  | { outcome: 'none' };

/** Reads a few bytes; null when they are not there yet. */
export type ReadBytes = (start: number, endExclusive: number) => Promise<Uint8Array | null>;

const headerBytes = 8;
/** Real files have fewer than ten before their movie header. */
const mostBoxes = 64;
/** A header for hours of video takes some megabytes; one above this is not waited for. */
const largestMovieBytes = 64 * 1024 * 1024;

const firstBoxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);

/**
 * Finds the movie header (`moov`) of an MP4 or QuickTime file by the headers of its top-level boxes (ISO/IEC
 * 14496-12 section 4.2), a few bytes of at most 64 of them. Phones write it at the end.
 */
export async function findMovie(read: ReadBytes, sizeBytes: number): Promise<MovieSearch> {
  let mediaStart: number | null = null;
  let at = 0;
  for (let boxes = 0; boxes < mostBoxes && sizeBytes - at >= headerBytes; boxes += 1) {
    const box = await readBox(read, at);
    if (box === 'missing') return { outcome: 'missing', at };
    if (at === 0 && !firstBoxes.has(box.type)) break;
    // Size 0 reaches to the end of the file.
    const endExclusive = box.sizeBytes === 0 ? sizeBytes : at + box.sizeBytes;
    if (endExclusive - at < headerBytes || endExclusive > sizeBytes) break;
    if (box.type === 'moov') {
      if (endExclusive - at > largestMovieBytes) break;
      return { outcome: 'found', movie: { start: at, endExclusive }, mediaStart };
    }
    if (box.type === 'mdat') mediaStart ??= at;
    at = endExclusive;
  }
  return { outcome: 'none' };
}

/** Type and size that a box says it has. */
async function readBox(
  read: ReadBytes,
  at: number,
): Promise<{ type: string; sizeBytes: number } | 'missing'> {
  const header = await read(at, at + headerBytes);
  if (header === null) return 'missing';
  const type = String.fromCharCode(...header.subarray(4, 8));
  const sizeBytes = viewOf(header).getUint32(0);
  if (sizeBytes !== 1) return { type, sizeBytes };
  // A size of 64 bits follows; one that no number can hold is out of all bounds anyway.
  const large = await read(at + headerBytes, at + 2 * headerBytes);
  if (large === null) return 'missing';
  return { type, sizeBytes: large.length < 8 ? Infinity : Number(viewOf(large).getBigUint64(0)) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
