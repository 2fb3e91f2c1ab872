import type { SequenceParameterSet } from '../h264/sequence-parameter-set.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { SegmentSize } from '../packager/measure-bitrates.ts';
import type { ByteRange, ParsedMediaPlaylist, ParsedSegment } from '../playlist/parse-playlist.ts';
import { resolveUri } from '../playlist/resolve-uri.ts';
import { checkInit } from './check-init.ts';
import type { ReadPlaylist } from './check-playlist-text.ts';
import { checkSegment, type MeasuredSegment, type SegmentClock } from './check-segment.ts';
import type { FileKind } from './check-delivery.ts';
import type { FileSource } from './file-source.ts';
import type { Note } from './findings.ts';
import { type InitContent, readInit, readSegment, segmentFormat } from './segment-content.ts';

/** Why segments of a playlist were not looked into. */
export type UnreadReason = 'ts' | 'other' | 'encrypted';

/** What was learned of a media playlist and its segments. */
export interface Rendition {
  /** Base of the media playlist. */
  uri: string;
  /** What it says. */
  playlist: ParsedMediaPlaylist;
  /** The first initialization segment; null when there is none to be read. */
  init: InitContent | null;
  /** Parameter set of an H.264 picture. */
  sps: SequenceParameterSet | null;
  /** Sizes and EXTINF of the segments that could be had. */
  sizes: SegmentSize[];
  /** What the segments themselves say; null where that was not readable. */
  measured: (MeasuredSegment | null)[];
  /** Why segments were not looked into; empty when all were. */
  unread: Set<UnreadReason>;
}

/** How much EXTINF may differ from the real duration. */
const extinfTolerance = 0.01;
const targetTolerance = 0.5;

/** Reads and checks the segments of a media playlist, one after the other. */
export class RenditionReader {
  readonly #source: FileSource;
  readonly #note: Note;
  readonly #rendition: Rendition;
  readonly #clock: SegmentClock = { picture: null, sound: null, lastIdr: null, isFirst: true };
  #initKey: string | null = null;
  #init: InitContent | null = null;
  #rangeEnd: { uri: string; end: number } | null = null;

  constructor({ uri, playlist }: ReadPlaylist<ParsedMediaPlaylist>, source: FileSource, note: Note) {
    this.#source = source;
    this.#note = note;
    this.#rendition = { uri, playlist, init: null, sps: null, sizes: [], measured: [], unread: new Set() };
  }

  /** Reads all segments. */
  async read(): Promise<Rendition> {
    for (const segment of this.#rendition.playlist.segments) {
      this.#rendition.measured.push(await this.#segment(segment));
    }
    return this.#rendition;
  }

  async #segment(segment: ParsedSegment): Promise<MeasuredSegment | null> {
    if (segment.isDiscontinuous) this.#forget(this.#clock.isFirst);
    if (segment.map !== null) await this.#takeMap(segment.map, segment.isEncrypted);
    const uri = resolveUri(this.#rendition.uri, segment.uri);
    const bytes = await this.#part(uri, segment.byteRange, 'segment');
    if (bytes === null) {
      this.#forget();
      return null;
    }
    this.#rendition.sizes.push({ sizeBytes: bytes.length, durationSeconds: segment.durationSeconds });
    if (segment.isEncrypted) this.#rendition.unread.add('encrypted');
    if (segment.isEncrypted) return null;
    const format = segmentFormat(bytes);
    if (segment.map === null) {
      if (format === 'mp4') this.#note('HLS-111', uri, 'no EXT-X-MAP');
      else this.#rendition.unread.add(format);
      return null;
    }
    return this.#init === null ? null : this.#measure(uri, this.#init, bytes, segment);
  }

  #measure(
    uri: string,
    init: InitContent,
    bytes: Uint8Array,
    segment: ParsedSegment,
  ): MeasuredSegment | null {
    try {
      const content = readSegment(init, bytes);
      const measured = checkSegment(init, content, this.#clock, (rule, found) =>
        this.#note(rule, uri, found),
      );
      this.#checkLength(uri, segment.durationSeconds, measured.end - measured.start);
      return measured;
    } catch (error) {
      if (!(error instanceof Mp4FormatError)) throw error;
      this.#note('HLS-401', uri, error.message);
      this.#forget();
      return null;
    }
  }

  /** What comes next cannot be held against what could not be read. */
  #forget(isFirst = false): void {
    Object.assign(this.#clock, { picture: null, sound: null, lastIdr: null, isFirst });
  }

  #checkLength(uri: string, said: number, real: number): void {
    if (Math.abs(said - real) > extinfTolerance) {
      this.#note('HLS-408', uri, `EXTINF ${said} s, really ${real.toFixed(6)} s`);
    }
    const target = this.#rendition.playlist.targetDurationSeconds;
    // A longer EXTINF breaks the RFC's rule already.
    if (real > target + targetTolerance && Math.round(said) <= target) {
      this.#note('HLS-411', uri, `${real.toFixed(6)} s, target ${target} s`);
    }
  }

  async #takeMap(map: NonNullable<ParsedSegment['map']>, isEncrypted: boolean): Promise<void> {
    const uri = resolveUri(this.#rendition.uri, map.uri);
    const key = `${uri} ${map.byteRange?.startByte ?? 0}`;
    if (key === this.#initKey) return;
    this.#initKey = key;
    this.#init = null;
    const bytes = await this.#part(uri, map.byteRange, 'init');
    if (bytes === null || isEncrypted) return;
    try {
      this.#init = readInit(bytes);
    } catch (error) {
      if (!(error instanceof Mp4FormatError)) throw error;
      this.#note('HLS-301', uri, error.message);
      return;
    }
    const sps = checkInit(uri, this.#init, this.#note);
    this.#rendition.init ??= this.#init;
    this.#rendition.sps ??= sps;
  }

  /** The named part of a file; null when it cannot be had. */
  async #part(uri: string, range: ByteRange | null, kind: FileKind): Promise<Uint8Array | null> {
    const file = await this.#source.open(uri, kind);
    if (file === null || range === null) return file?.bytes ?? null;
    const start = range.startByte ?? (this.#rangeEnd?.uri === uri ? this.#rangeEnd.end : 0);
    const end = start + range.lengthBytes;
    this.#rangeEnd = { uri, end };
    if (end > file.bytes.length) {
      this.#note('HLS-604', uri, `bytes ${start} to ${end} of ${file.bytes.length}`);
      return null;
    }
    return file.bytes.subarray(start, end);
  }
}
