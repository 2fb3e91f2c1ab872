import { readSequenceParameterSet } from '../h264/sequence-parameter-set.ts';
import { FragmentReader, type Mp4Event } from '../mp4/fragment-reader.ts';
import { uprightMatrix, writeInitSegment } from '../mp4/init-segment.ts';
import { joinHeaders, type StreamHeader } from '../mp4/join-headers.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { Sample, Track } from '../mp4/track.ts';
import { silentAacFrame } from '../mp4/silent-frame.ts';
import { displayedSize } from './displayed-size.ts';
import { measureBitrates, type SegmentSize, targetDurationSeconds } from './measure-bitrates.ts';
import type { PackagingFacts } from './packaging-facts.ts';
import { type PictureRun, PictureQueue } from './picture-queue.ts';
import { type SoundFrame, SoundQueue } from './sound-queue.ts';
import { SoundWatch } from './sound-watch.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';
import { writeSegment } from './write-segment.ts';

/** How a stream is cut into segments. */
export interface PackagerOptions {
  /** Wished length of a segment in milliseconds. Cuts at the first key frame after nine tenths of it. */
  targetSegmentMs: number;
  /** A last segment shorter than this is joined to the one before it. Default 500. */
  minSegmentMs?: number;
  /** What to refuse with `StreamUnfitError`; absent members are not limited. */
  limits?: PackagerLimits;
  /** Whether the sound comes as a stream of its own, by `pushSound`; sound beside the picture is left out. */
  soundApart?: boolean;
  /**
   * Whether frames of sound are laid end to end for as long as the picture lasts, and what is missing becomes silence
   * (AAC-LC, mono or stereo). Default false: each stays where it is.
   */
  fillsSound?: boolean;
  /** Longest that the last picture stays for sound that goes on, in milliseconds. Default 0. */
  longestHoldMs?: number;
  /**
   * Whether the pictures are upright already; FFmpeg hands the source's matrix on all the same. Default false: they
   * are shown as the stream says.
   */
  isUpright?: boolean;
}

/** What a stream must keep to be packaged without encoding it. */
export interface PackagerLimits {
  /** Longest distance between two IDR pictures. */
  maxGopMs?: number;
  /** Longest sound before the first picture. */
  maxAudioLeadMs?: number;
  /** Latest start of the sound after the first picture. */
  maxAudioStartMs?: number;
  /** Longest pause between two frames of sound. */
  maxAudioGapMs?: number;
  /** Whether picture and sound must go on as the header says: whole pictures, the same channels and rate. */
  isSteady?: boolean;
}

/** The initialization segment. */
export interface InitPiece {
  /** Kind of piece. */
  kind: 'init';
  /** Bytes of the file. */
  bytes: Uint8Array;
}

/** One media segment. */
export interface SegmentPiece {
  /** Kind of piece. */
  kind: 'segment';
  /** Counts from 0. */
  index: number;
  /** Bytes of the file. */
  bytes: Uint8Array;
  /** When its first picture is shown, in ticks from the start of the clip. */
  startTicks: number;
  /** Exact length in ticks. */
  durationTicks: number;
  /** Ticks per second. */
  timescale: number;
  /** Length in seconds, for EXTINF. */
  durationSeconds: number;
  /** Length of the part of the file that holds the key frame alone (from byte 0), for I-frame playlists. */
  keyFrameBytes: number;
}

/** What the packager hands out: first the init piece, then segments in order. */
export type Piece = InitPiece | SegmentPiece;

/** Turns one fragmented MP4 stream into HLS segments. */
export interface Packager {
  /**
   * Takes the next bytes over (they must not change afterwards) and returns the pieces that they complete.
   * Throws `StreamUnfitError` or `Mp4FormatError`; the packager is of no use after that.
   */
  push(bytes: Uint8Array): Piece[];
  /** The same for a stream with the sound, made of the same source at the same zero. Only with `soundApart`. */
  pushSound(bytes: Uint8Array): Piece[];
  /** Says that the stream with the sound ended well; one that never began means a clip without sound. */
  finishSound(): Piece[];
  /** Says that the stream ended well (with `soundApart`, both did), and returns the last segments. Throws as `push` does. */
  finish(): Piece[];
  /** What was learned so far; null before the header came. */
  facts(): PackagingFacts | null;
}

/** How far the picture may run ahead before a segment is cut without waiting for its sound. */
const longestSoundDelaySeconds = 5;

/** Makes a packager for one stream with one H.264 track and at most one audio track. */
export function createPackager(options: PackagerOptions): Packager {
  const { isUpright = false } = options;
  const pictureReader = new FragmentReader();
  const soundReader = options.soundApart === true ? new FragmentReader() : null;
  const headers: { picture?: StreamHeader; sound?: StreamHeader } = {};
  // What came before the other stream's header.
  const early: { isSound: boolean; samples: Map<number, Sample[]> }[] = [];
  let isSoundOver = soundReader === null;
  let stream: StreamPackager | null = null;

  const start = (): Piece[] => {
    const { picture, sound } = headers;
    if (stream !== null || picture === undefined || (!isSoundOver && sound === undefined)) return [];
    const header = sound === undefined ? picture : joinHeaders(picture, sound);
    const isSilent = soundReader !== null && sound === undefined;
    const tracks = header.tracks.filter(({ kind }) => kind === 'video' || !isSilent);
    stream = new StreamPackager(tracks, options);
    const init: Piece = {
      kind: 'init',
      bytes: writeInitSegment(header.moov, stream.trackIds, { isUpright }),
    };
    return [init, ...early.splice(0).flatMap(({ isSound, samples }) => addTo(isSound, samples))];
  };
  const addTo = (isSound: boolean, samples: Map<number, Sample[]>): Piece[] => {
    if (stream === null) {
      early.push({ isSound, samples });
      return [];
    }
    return isSound ? stream.addSound([...samples.values()].flat()) : stream.add(samples);
  };
  const take = (event: Mp4Event, isSound: boolean): Piece[] => {
    if (event.kind === 'fragment') return addTo(isSound, event.samples);
    const which = isSound ? 'sound' : 'picture';
    if (headers[which] !== undefined) throw new Mp4FormatError('The stream has a second header');
    headers[which] = event;
    return start();
  };

  return {
    push: (bytes) => pictureReader.push(bytes).flatMap((event) => take(event, false)),
    pushSound(bytes) {
      if (soundReader === null) throw new TypeError('this packager takes no sound of its own');
      return soundReader.push(bytes).flatMap((event) => take(event, true));
    },
    finishSound() {
      if (headers.sound !== undefined) soundReader?.finish();
      isSoundOver = true;
      return [...start(), ...(stream?.endSound() ?? [])];
    },
    finish: () => {
      pictureReader.finish();
      if (!isSoundOver) throw new Mp4FormatError('The stream ended before its sound');
      return stream?.finish() ?? [];
    },
    facts: () => stream?.facts() ?? null,
  };
}

class StreamPackager {
  readonly #options: PackagerOptions;
  readonly #video: Track;
  readonly #audio: Track | null;
  readonly #pictures: PictureQueue;
  readonly #sound: SoundQueue;
  readonly #watch: SoundWatch | null;
  readonly #sizes: SegmentSize[] = [];
  #soundStarted = false;
  #isSoundOver = false;
  #endTicks = 0;
  #written = { pictures: 0, ticks: 0 };

  constructor(tracks: readonly Track[], options: PackagerOptions) {
    const video = tracks.find(({ kind }) => kind === 'video');
    if (video === undefined) throw new Mp4FormatError('The stream has no picture');
    this.#options = options;
    this.#video = video;
    this.#audio = tracks.find(({ kind }) => kind === 'audio') ?? null;
    const { limits = {}, targetSegmentMs, minSegmentMs = 500 } = options;
    this.#pictures = new PictureQueue(video, {
      // A tenth less, so that a key frame a little early (30 fps in a 2 s grid of 29.97) is not passed over.
      cutAfter: (targetSegmentMs * 0.9 * video.timescale) / 1000,
      minRun: (minSegmentMs * video.timescale) / 1000,
      maxGop: ((limits.maxGopMs ?? Infinity) * video.timescale) / 1000,
    });
    if (limits.isSteady === true && mayHaveFields(video)) {
      throw new StreamUnfitError('interlaced', 'The pictures may consist of fields');
    }
    const aac = this.#audio?.aac ?? null;
    this.#watch = limits.isSteady === true && aac !== null ? new SoundWatch(aac) : null;
    // Where ticks are not samples, a frame may not last a whole number of them.
    const isEven = options.fillsSound === true && aac !== null && Number.isInteger(aac.frameTicks);
    const silentFrame = isEven ? silentAacFrame(aac.channels) : null;
    const soundScale = this.#audio?.timescale ?? 1;
    this.#sound = new SoundQueue({
      maxLead: ((limits.maxAudioLeadMs ?? Infinity) * soundScale) / 1000,
      maxGap: ((limits.maxAudioGapMs ?? Infinity) * soundScale) / 1000,
      even: aac === null || silentFrame === null ? null : { frameTicks: aac.frameTicks, silentFrame },
    });
  }

  get trackIds(): Set<number> {
    return new Set([this.#video.id, ...(this.#audio === null ? [] : [this.#audio.id])]);
  }

  /** Takes a fragment with the picture, and with the sound where it comes beside it. */
  add(samples: Map<number, Sample[]>): Piece[] {
    for (const sample of samples.get(this.#video.id) ?? []) this.#pictures.add(sample);
    const { origin } = this.#pictures;
    if (!this.#soundStarted && origin !== null) {
      // Both in movie time, then counted in the sound's own ticks.
      this.#sound.start(this.#toSoundTicks(origin + this.#video.shift) - (this.#audio?.shift ?? 0));
      this.#soundStarted = true;
    }
    if (this.#audio !== null && this.#options.soundApart !== true) {
      for (const sample of samples.get(this.#audio.id) ?? []) {
        this.#watch?.look(sample);
        this.#sound.add(sample);
      }
      this.#checkSoundStart();
    }
    return this.#cut();
  }

  /** Takes a fragment of the sound that comes apart. */
  addSound(samples: readonly Sample[]): Piece[] {
    for (const sample of samples) this.#sound.add(sample);
    return this.#cut();
  }

  /** Says that no more sound comes. */
  endSound(): Piece[] {
    this.#isSoundOver = true;
    return this.#cut();
  }

  #cut(): Piece[] {
    const pieces: Piece[] = [];
    for (let run = this.#pictures.peek(); run !== null; run = this.#pictures.peek()) {
      if (!this.#soundIsComplete(run)) break;
      this.#pictures.take();
      pieces.push(this.#write(run, this.#sound.take(this.#toSoundTicks(run.end))));
    }
    return pieces;
  }

  finish(): Piece[] {
    this.#endTicks = this.#pictures.finish(this.#heldUntil());
    if (this.#pictures.count === 0) throw new Mp4FormatError('The stream has no picture');
    const pieces: Piece[] = [];
    for (let run = this.#pictures.take(); run !== undefined; run = this.#pictures.take()) {
      const soundEnd = this.#toSoundTicks(run.end);
      const isLast = run.end === this.#endTicks;
      pieces.push(this.#write(run, isLast ? this.#sound.takeLast(soundEnd) : this.#sound.take(soundEnd)));
    }
    return pieces;
  }

  /** Until when the last picture stays at most, in its ticks. */
  #heldUntil(): { soundEnd: number; longest: number } {
    const toTicks = this.#video.timescale / (this.#audio?.timescale ?? 1);
    return {
      soundEnd: Math.round(this.#sound.end * toTicks),
      longest: ((this.#options.longestHoldMs ?? 0) * this.#video.timescale) / 1000,
    };
  }

  facts(): PackagingFacts {
    const { picture } = this.#video;
    const matrix = this.#options.isUpright === true ? uprightMatrix : picture?.matrix;
    const coded = { widthPx: picture?.codedWidthPx ?? 0, heightPx: picture?.codedHeightPx ?? 0 };
    const durationTicks = this.#endTicks > 0 ? this.#endTicks : Math.max(this.#pictures.latest, 0);
    const seconds = durationTicks / this.#video.timescale;
    // Pictures that wait come in another order than they are shown: only those of whole segments give a rate.
    const { pictures, ticks } = this.#written;
    const soundMs = (ticks: number) => (ticks * 1000) / (this.#audio?.timescale ?? 1);
    const hasSound = this.#audio !== null && this.#sound.firstTime !== null;
    return {
      codecs: [this.#video.codec, ...(this.#audio === null ? [] : [this.#audio.codec])],
      hasAudio: this.#audio !== null,
      coded,
      displayed: picture === null || matrix === undefined ? coded : displayedSize({ ...picture, matrix }),
      frameCount: this.#pictures.count,
      timescale: this.#video.timescale,
      durationTicks,
      durationMs: Math.round(seconds * 1000),
      framesPerSecond: ticks > 0 ? (pictures * this.#video.timescale) / ticks : 0,
      longestGopMs: (this.#pictures.longestGop * 1000) / this.#video.timescale,
      audioStartMs: hasSound ? soundMs(this.#sound.firstTime ?? 0) : null,
      audioEndDifferenceMs: hasSound ? soundMs(this.#sound.takenUntil) - seconds * 1000 : null,
      ...measureBitrates(this.#sizes, targetDurationSeconds(this.#sizes)),
    };
  }

  #write(run: PictureRun, sound: SoundFrame[]): SegmentPiece {
    const index = this.#sizes.length;
    const ids = { video: this.#video.id, audio: this.#audio?.id ?? null };
    const { bytes, keyFrameEnd } = writeSegment(index, ids, run, sound);
    const durationTicks = run.end - run.start;
    const durationSeconds = durationTicks / this.#video.timescale;
    this.#sizes.push({ sizeBytes: bytes.length, durationSeconds });
    this.#written.pictures += run.pictures.length;
    this.#written.ticks += durationTicks;
    return {
      kind: 'segment',
      index,
      bytes,
      startTicks: run.start,
      durationTicks,
      timescale: this.#video.timescale,
      durationSeconds,
      keyFrameBytes: keyFrameEnd,
    };
  }

  #soundIsComplete(run: PictureRun): boolean {
    if (this.#audio === null || this.#sound.reaches(this.#toSoundTicks(run.end))) return true;
    // A stream of its own may lag behind as it likes, but does come.
    if (this.#options.soundApart === true) return this.#isSoundOver;
    return this.#pictures.latest - run.end > longestSoundDelaySeconds * this.#video.timescale;
  }

  #checkSoundStart(): void {
    const limitMs = this.#options.limits?.maxAudioStartMs ?? Infinity;
    const reached = this.#sound.firstTime ?? this.#toSoundTicks(Math.max(this.#pictures.latest, 0));
    // While no sound came, the delay is only certain once the picture is far ahead of the interleaving.
    const allowedMs = this.#sound.firstTime === null ? limitMs + longestSoundDelaySeconds * 1000 : limitMs;
    if ((reached * 1000) / (this.#audio?.timescale ?? 1) > allowedMs) {
      throw new StreamUnfitError('audio_starts_late', 'The picture runs before the first sound');
    }
  }

  #toSoundTicks(videoTicks: number): number {
    return (videoTicks * (this.#audio?.timescale ?? 1)) / this.#video.timescale;
  }
}

/** Whether the header allows pictures of two fields. */
function mayHaveFields({ avc }: Track): boolean {
  const unit = avc?.parameterSets.find((each) => ((each[0] ?? 0) & 31) === sequenceParameterSet);
  return unit !== undefined && !readSequenceParameterSet(unit).isProgressive;
}

/** NAL unit type (ITU-T H.264 table 7-1). */
const sequenceParameterSet = 7;
