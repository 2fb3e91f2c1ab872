import type { AacTrack, Sample } from '../mp4/track.ts';
import { StreamUnfitError } from './stream-unfit-error.ts';

/** First syntactic elements of an AAC frame (ISO/IEC 14496-3 table 4.85) that begin a frame of so many channels. */
const elementOf: Readonly<Record<number, number>> = { 1: 0, 2: 1 };
/** Elements above 3 carry no channel: data, programme and filling, which may come first. */
const lastChannelElement = 3;

/** Times of some containers are rounded to milliseconds, which is 3.4 % of a frame at most. */
const stepTolerance = 0.035;
/** So many frames in a row that are all too long, or all too short, are no accident. */
const oddInARow = 8;

/**
 * Sees whether a copied stream of AAC goes on as its header says. Streams without a header (ADTS) may change their
 * channels or their rate on the way, and the header that is written to MP4 then belongs to the first frames alone.
 */
export class SoundWatch {
  readonly #track: AacTrack;
  #lastTime: number | null = null;
  #direction = 0;
  #count = 0;

  constructor(track: AacTrack) {
    this.#track = track;
  }

  /** Takes the next frame. Throws `StreamUnfitError` when it shows that the sound has changed. */
  look({ data, decodeTime }: Sample): void {
    const element = (data[0] ?? 0) >> 5;
    const expected = elementOf[this.#track.channels];
    const hasOtherChannels =
      data.length > 0 && expected !== undefined && element <= lastChannelElement && element !== expected;
    if (hasOtherChannels || this.#hasOtherRate(decodeTime)) {
      throw new StreamUnfitError('sound_changes', 'The sound changes its channels or its rate');
    }
  }

  #hasOtherRate(time: number): boolean {
    const step = this.#lastTime === null ? this.#track.frameTicks : time - this.#lastTime;
    this.#lastTime = time;
    const off = step / this.#track.frameTicks - 1;
    const direction = Math.abs(off) > stepTolerance ? Math.sign(off) : 0;
    this.#count = direction !== 0 && direction === this.#direction ? this.#count + 1 : 1;
    this.#direction = direction;
    return direction !== 0 && this.#count >= oddInARow;
  }
}
