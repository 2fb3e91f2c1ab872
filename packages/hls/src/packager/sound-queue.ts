import type { Sample } from '../mp4/track.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';

/** A frame of sound, with its time counted from the first picture. */
export interface SoundFrame {
  /** When it begins, in ticks of the audio track. */
  time: number;
  /** How long it lasts. */
  duration: number;
  /** Its bytes. */
  data: Uint8Array;
}

/** What a `SoundQueue` refuses, in ticks of the audio track. */
export interface SoundQueueOptions {
  /** Longest sound before the first picture. */
  maxLead: number;
  /** Longest silence between two frames. */
  maxGap: number;
  /** Appended until the end of the picture when the sound ends before it; null: the sound ends where it ends. */
  silentFrame: Uint8Array | null;
}

/** A last segment is not filled for longer than this: some 20 s. */
const mostSilentFrames = 1000;

/** Holds the sound until the pictures that it belongs to are cut. */
export class SoundQueue {
  readonly #options: SoundQueueOptions;
  #waiting: Sample[] = [];
  #frames: SoundFrame[] = [];
  #origin: number | null = null;
  #shortestStep = Infinity;
  /** When the first frame that is kept begins; null before there is one. */
  firstTime: number | null = null;
  /** End of the last frame that was taken out. */
  takenUntil = 0;
  /** Longest step between two frames beyond the shortest one. */
  longestGap = 0;

  constructor(options: SoundQueueOptions) {
    this.#options = options;
  }

  /** Sets when the first picture is shown, in ticks of the audio track (may be a fraction). */
  start(origin: number): void {
    this.#origin = Math.round(origin);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const sample of waiting) this.add(sample);
  }

  /** Takes the next frame. */
  add(sample: Sample): void {
    if (this.#origin === null) {
      this.#waiting.push(sample);
      return;
    }
    const time = sample.decodeTime - this.#origin;
    // A frame that begins before the picture has no place: decode times cannot be negative.
    if (time < 0) {
      if (-time > this.#options.maxLead) {
        throw new StreamUnfitError('picture_starts_late', 'The sound begins long before the picture');
      }
      return;
    }
    this.firstTime ??= time;
    const previous = this.#frames.at(-1);
    if (previous !== undefined) this.#follow(previous, time);
    this.#frames.push({ time, duration: sample.duration, data: sample.data });
  }

  /** End of the last frame that came, or was taken out; 0 before the first. */
  get end(): number {
    const last = this.#frames.at(-1);
    return last === undefined ? this.takenUntil : last.time + last.duration;
  }

  /** Whether all sound that begins before this time is certainly here. */
  reaches(time: number): boolean {
    const last = this.#frames.at(-1);
    return last !== undefined && last.time >= time;
  }

  /** Takes out the frames that begin before this time. */
  take(until: number): SoundFrame[] {
    const count = this.#frames.findIndex(({ time }) => time >= until);
    const taken = this.#frames.splice(0, count < 0 ? this.#frames.length : count);
    this.#noteTaken(taken);
    return taken;
  }

  /** Takes out what is left of the sound, up to half a frame beyond the end of the picture, with silence to there. */
  takeLast(pictureEnd: number): SoundFrame[] {
    const taken = this.#frames.filter(({ time, duration }) => time + duration / 2 <= pictureEnd);
    this.#frames = [];
    this.#noteTaken(taken);
    return [...taken, ...this.#silenceUntil(pictureEnd)];
  }

  #silenceUntil(pictureEnd: number): SoundFrame[] {
    const { silentFrame } = this.#options;
    const duration = this.#shortestStep;
    if (silentFrame === null || !Number.isFinite(duration)) return [];
    const count = Math.max(0, Math.floor((pictureEnd - this.takenUntil) / duration + 0.5));
    return Array.from({ length: Math.min(count, mostSilentFrames) }, (_, n) => ({
      time: this.takenUntil + n * duration,
      duration,
      data: silentFrame,
    }));
  }

  #noteTaken(taken: SoundFrame[]): void {
    const last = taken.at(-1);
    if (last !== undefined) this.takenUntil = last.time + last.duration;
  }

  #follow(previous: SoundFrame, time: number): void {
    const step = time - previous.time;
    if (step <= 0) throw new StreamUnfitError('bad_times', 'Times of the sound go backwards');
    previous.duration = step;
    this.#shortestStep = Math.min(this.#shortestStep, step);
    this.longestGap = Math.max(this.longestGap, step - this.#shortestStep);
    if (this.longestGap > this.#options.maxGap) {
      throw new StreamUnfitError('audio_gap', 'The sound stops and goes on later');
    }
  }
}
