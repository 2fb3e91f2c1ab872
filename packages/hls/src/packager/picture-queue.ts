import type { Sample, Track } from '../mp4/track.ts';
import { inspectPicture } from './inspect-picture.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';

/** A picture, with its time counted from the first one. */
export interface Picture {
  /** When it is shown, in ticks from the first picture. */
  time: number;
  /** Whether it is an IDR picture. */
  isIdr: boolean;
  /** Its bytes. */
  data: Uint8Array;
}

/** Pictures between two cuts, in decode order; the first one is an IDR. */
export interface PictureRun {
  /** When the first one is shown. */
  start: number;
  /** When the last one ends: the start of the next run. */
  end: number;
  /** In decode order. */
  pictures: Picture[];
}

/** Where a `PictureQueue` cuts and what it refuses. All in ticks of the video track. */
export interface PictureQueueOptions {
  /** Cuts at the first key frame this long after the last cut. */
  cutAfter: number;
  /** A last run that is shorter is joined to the one before it. */
  minRun: number;
  /** Key frames further apart than this are refused. */
  maxGop: number;
}

/** Takes pictures in decode order and cuts them into runs at IDR pictures. */
export class PictureQueue {
  readonly #track: Track;
  readonly #options: PictureQueueOptions;
  readonly #done: PictureRun[] = [];
  #pictures: Picture[] = [];
  #runStart = 0;
  #gopStart = 0;
  #firstDecodeTime = 0;
  #lastDecodeEnd = 0;
  #lastDecodeTime = -Infinity;
  #lastDuration = 0;
  #latest = -1;
  /** Presentation time of the first picture in the source's ticks; null before it came. */
  origin: number | null = null;
  /** Pictures taken so far. */
  count = 0;
  /** Longest distance between two IDR pictures (or to the end), in ticks. */
  longestGop = 0;

  constructor(track: Track, options: PictureQueueOptions) {
    this.#track = track;
    this.#options = options;
  }

  /** When the latest picture so far is shown. */
  get latest(): number {
    return this.#latest;
  }

  /** Takes the next sample. Throws `StreamUnfitError` as soon as one shows that the stream cannot be cut. */
  add(sample: Sample): void {
    const avc = this.#track.avc;
    if (this.#track.sampleEntry !== 'avc1' || avc === null) {
      throw new StreamUnfitError('codec_not_supported', `Cannot package ${this.#track.sampleEntry}`);
    }
    if (sample.decodeTime <= this.#lastDecodeTime) {
      throw new StreamUnfitError('bad_times', 'Decode times go backwards');
    }
    const { isIdr, bringsParameterSets } = inspectPicture(sample.data, avc);
    if (bringsParameterSets) {
      throw new StreamUnfitError('parameter_sets_change', 'The parameter sets change within the stream');
    }
    if (this.origin === null) {
      if (!isIdr) throw new StreamUnfitError('first_picture_not_idr', 'The first picture is not an IDR');
      if (sample.presentationTime + this.#track.shift < -1) {
        throw new StreamUnfitError('hidden_pictures', 'An edit list hides the first pictures');
      }
      this.origin = sample.presentationTime;
      this.#firstDecodeTime = sample.decodeTime;
    }
    const time = sample.presentationTime - this.origin;
    if (isIdr && this.count > 0) this.#startGop(time);
    if (!isIdr && time <= this.#gopStart) {
      throw new StreamUnfitError('open_gop', 'A picture is shown before the key frame that it follows');
    }
    this.#pictures.push({ time, isIdr, data: sample.data });
    this.count += 1;
    this.#latest = Math.max(this.#latest, time);
    this.#lastDecodeTime = sample.decodeTime;
    this.#lastDuration = sample.duration;
    this.#lastDecodeEnd = sample.decodeTime + sample.duration;
    this.#noteGop(this.#latest);
  }

  /** The first run that is certainly complete, without taking it out; null while none is. */
  peek(): PictureRun | null {
    const run = this.#done[0];
    return run !== undefined && this.#latest - run.end >= this.#options.minRun ? run : null;
  }

  /** Takes the first complete run out. */
  take(): PictureRun | undefined {
    return this.#done.shift();
  }

  /**
   * Says that no more pictures come; all runs are then complete. The last one stays until the sound ends, if it need
   * not stay for longer than `longest`. Returns its end.
   */
  finish({ soundEnd, longest } = { soundEnd: 0, longest: 0 }): number {
    if (this.count === 0) return 0;
    const decoded = this.#lastDecodeEnd - this.#firstDecodeTime;
    // The decode times' sum is the exact length, unless the source's times are odd.
    const ownEnd = decoded > this.#latest ? decoded : this.#latest + Math.max(this.#lastDuration, 1);
    this.#noteGop(ownEnd);
    const end = soundEnd - ownEnd <= longest ? Math.max(ownEnd, soundEnd) : ownEnd;
    const previous = this.#done.at(-1);
    if (previous !== undefined && end - this.#runStart < this.#options.minRun) {
      previous.pictures.push(...this.#pictures);
      previous.end = end;
    } else {
      this.#done.push({ start: this.#runStart, end, pictures: this.#pictures });
    }
    this.#pictures = [];
    return end;
  }

  #startGop(time: number): void {
    if (time <= this.#latest) {
      throw new StreamUnfitError('open_gop', 'A key frame comes before pictures that are decoded earlier');
    }
    this.#noteGop(time);
    this.#gopStart = time;
    if (time - this.#runStart < this.#options.cutAfter) return;
    this.#done.push({ start: this.#runStart, end: time, pictures: this.#pictures });
    this.#pictures = [];
    this.#runStart = time;
  }

  #noteGop(until: number): void {
    this.longestGop = Math.max(this.longestGop, until - this.#gopStart);
    if (this.longestGop > this.#options.maxGop) {
      throw new StreamUnfitError('long_gop', 'Key frames are too far apart');
    }
  }
}
