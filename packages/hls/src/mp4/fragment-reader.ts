import { readBoxHeader } from './box.ts';
import { concatBytes } from './bytes.ts';
import { readTracks } from './init-segment.ts';
import { readMovieFragment, type TrackSamples } from './movie-fragment.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { Sample, Track } from './track.ts';

/** What the reader found. */
export type Mp4Event =
  | {
      /** The header came: all tracks are known. */
      kind: 'header';
      /** Video and audio tracks. */
      tracks: Track[];
      /** Payload of the `moov` box. */
      moov: Uint8Array;
    }
  | {
      /** One fragment came. */
      kind: 'fragment';
      /** Samples by track id, in decode order. */
      samples: Map<number, Sample[]>;
    };

/** Limits of a reader. */
export interface FragmentReaderOptions {
  /** Largest box that is held in memory. Default 64 MiB. */
  maxBoxBytes?: number;
}

/** Boxes that may stand between fragments and carry nothing that is needed. */
const passedOver = new Set(['ftyp', 'styp', 'sidx', 'mfra', 'free', 'skip', 'emsg', 'prft', 'uuid', 'wide']);

/**
 * Reads fragmented MP4 from chunks of any size. Each `moof` must be followed by its `mdat`, with offsets that
 * count from the `moof` (`default_base_moof`). Holds at most one fragment.
 */
export class FragmentReader {
  readonly #maxBoxBytes: number;
  #chunks: Uint8Array[] = [];
  #bufferedBytes = 0;
  #neededBytes = 8;
  #tracks: Track[] | null = null;
  #moof: { bytes: number; runs: TrackSamples[] } | null = null;

  constructor(options: FragmentReaderOptions = {}) {
    this.#maxBoxBytes = options.maxBoxBytes ?? 64 * 2 ** 20;
  }

  /** Takes bytes over (the caller must not change them afterwards) and returns what they complete. */
  push(bytes: Uint8Array): Mp4Event[] {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.#bufferedBytes += bytes.length;
    const events: Mp4Event[] = [];
    while (this.#bufferedBytes >= this.#neededBytes) {
      const buffer = concatBytes(this.#chunks);
      const header = readBoxHeader(buffer, 0);
      const size = header?.sizeBytes ?? 16;
      if (size > this.#maxBoxBytes) {
        throw new Mp4FormatError(`A box of ${size} bytes is over the limit of ${this.#maxBoxBytes}`);
      }
      if (header === null || buffer.length < size) {
        this.#chunks = [buffer];
        this.#neededBytes = size;
        break;
      }
      events.push(
        ...this.#takeBox(header.type, buffer.subarray(header.headerBytes, size), header.headerBytes),
      );
      const rest = buffer.subarray(size);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#bufferedBytes = rest.length;
      this.#neededBytes = 8;
    }
    return events;
  }

  /** Says that no more bytes come. Throws `Mp4FormatError` when a box or a fragment is incomplete. */
  finish(): void {
    if (this.#tracks === null) throw new Mp4FormatError('The stream ended before its header');
    if (this.#bufferedBytes > 0 || this.#moof !== null) {
      throw new Mp4FormatError('The stream ended within a fragment');
    }
  }

  #takeBox(type: string, payload: Uint8Array, headerBytes: number): Mp4Event[] {
    if (type === 'moov') {
      const moov = payload.slice();
      this.#tracks = readTracks(moov);
      return [{ kind: 'header', tracks: this.#tracks, moov }];
    }
    if (type === 'moof') {
      if (this.#tracks === null) throw new Mp4FormatError('A fragment came before the header');
      this.#moof = { bytes: headerBytes + payload.length, runs: readMovieFragment(payload, this.#tracks) };
      return [];
    }
    if (type === 'mdat') {
      const moof = this.#moof;
      if (moof === null) throw new Mp4FormatError('Media data came without a fragment header');
      this.#moof = null;
      return [{ kind: 'fragment', samples: attachData(moof.runs, payload, moof.bytes + headerBytes) }];
    }
    if (!passedOver.has(type))
      throw new Mp4FormatError(`The box ${JSON.stringify(type)} is not expected here`);
    return [];
  }
}

function attachData(runs: TrackSamples[], data: Uint8Array, dataStart: number): Map<number, Sample[]> {
  const samples = new Map<number, Sample[]>();
  for (const { trackId, samples: entries } of runs) {
    const track = entries.map(({ offset, size, ...times }) => {
      const start = offset - dataStart;
      if (start < 0 || start + size > data.length) {
        throw new Mp4FormatError('A sample lies outside its fragment');
      }
      return { ...times, data: data.subarray(start, start + size) };
    });
    samples.set(trackId, [...(samples.get(trackId) ?? []), ...track]);
  }
  return samples;
}
