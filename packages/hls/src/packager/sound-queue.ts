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
  /** How frames are laid end to end; null: each stays where it is, and lasts until the next one. */
  even: EvenFrames | null;
}

/** Frames of one length, without gaps: what is missing becomes silence, what comes twice is left out. */
export interface EvenFrames {
  /** How long each frame lasts. */
  frameTicks: number;
  /** The bytes of a frame of silence. */
  silentFrame: Uint8Array;
}

/** Holds the sound until the pictures that it belongs to are cut. */
export class SoundQueue {
  readonly #options: SoundQueueOptions;
  #waiting: Sample[] = [];
  #frames: SoundFrame[] = [];
  #origin: number | null = null;
  #latest: SoundFrame | null = null;
  #shortestStep = Infinity;
  /** Where the next frame is laid; null before the first. */
  #next: number | null = null;
  /** When the first frame that is kept begins; null before there is one. */
  firstTime: number | null = null;
  /** End of the last frame of the source that was taken out. */
  takenUntil = 0;

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
    if (this.#latest !== null) this.#follow(this.#latest, time);
    this.#latest = { time, duration: sample.duration, data: sample.data };
    this.#frames.push(this.#latest);
  }

  /** End of the last frame that came, or was taken out; 0 before the first. */
  get end(): number {
    const last = this.#frames.at(-1);
    return last === undefined ? this.takenUntil : last.time + last.duration;
  }

  /** Whether all sound that begins before this time is certainly here. */
  reaches(time: number): boolean {
    return this.#latest !== null && this.#latest.time >= time;
  }

  /** Takes out the frames that begin before this time. */
  take(until: number): SoundFrame[] {
    const { even } = this.#options;
    if (even !== null) return this.#layOut(even, until);
    const count = this.#frames.findIndex(({ time }) => time >= until);
    return this.#noteTaken(this.#frames.splice(0, count < 0 ? this.#frames.length : count));
  }

  /** Takes out what is left of the sound, up to half a frame beyond the end of the picture. */
  takeLast(pictureEnd: number): SoundFrame[] {
    const { even } = this.#options;
    const taken =
      even === null
        ? this.#noteTaken(this.#frames.filter(({ time, duration }) => time + duration / 2 <= pictureEnd))
        : this.#layOut(even, pictureEnd - even.frameTicks / 2);
    this.#frames = [];
    return taken;
  }

  /** No frame is laid further than half its length from where it belongs. */
  #layOut({ frameTicks, silentFrame }: EvenFrames, until: number): SoundFrame[] {
    const taken: SoundFrame[] = [];
    for (;;) {
      const frame = this.#frames[0];
      const at: number = this.#next ?? (frame === undefined ? 0 : frame.time % frameTicks);
      if (at >= until) return taken;
      const lateness = frame === undefined ? Infinity : frame.time - at;
      if (lateness < frameTicks / 2) this.#frames.shift();
      if (lateness <= -frameTicks / 2) continue;
      const isMissing = frame === undefined || lateness >= frameTicks / 2;
      taken.push({ time: at, duration: frameTicks, data: isMissing ? silentFrame : frame.data });
      this.#next = at + frameTicks;
      if (!isMissing) this.takenUntil = this.#next;
    }
  }

  #noteTaken(taken: SoundFrame[]): SoundFrame[] {
    const last = taken.at(-1);
    if (last !== undefined) this.takenUntil = last.time + last.duration;
    return taken;
  }

  #follow(previous: SoundFrame, time: number): void {
    const step = time - previous.time;
    if (step <= 0) throw new StreamUnfitError('bad_times', 'Times of the sound go backwards');
    previous.duration = step;
    this.#shortestStep = Math.min(this.#shortestStep, step);
    if (step - this.#shortestStep > this.#options.maxGap) {
      throw new StreamUnfitError('audio_gap', 'The sound stops and goes on later');
    }
  }
}
