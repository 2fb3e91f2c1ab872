import type { PacketTimes } from './read-packet-line.ts';

/** When a stream begins and ends, in milliseconds of the file's clock. */
export interface TimeSpan {
  /** When its first picture or sound is presented. */
  startMs: number;
  /** When its last one ends. */
  endMs: number;
}

/** From a packet of a stream on, all its times are to be moved. */
export interface ClockShift {
  /** The packet, counted from 0 within its stream. */
  fromPacket: number;
  /** Milliseconds to add. */
  shiftMs: number;
}

/** What the packets of a source say of its times. */
export interface SourceTimes {
  /** By stream index, after the shifts. */
  spans: ReadonlyMap<number, TimeSpan>;
  /** What makes one clock of several, by stream index; no entries where the clock only goes on. */
  shifts: ReadonlyMap<number, readonly ClockShift[]>;
  /** How long neither picture nor sound comes, altogether, in milliseconds: parts that were lost. */
  missingMs: number;
  /** Longest step from one packet of a stream to its next, in milliseconds. */
  longestStepMs: number;
}

/** How a clock is judged. */
export interface PacketClockOptions {
  /** A step of all streams forward that is longer than this is another clock; Infinity: none is. */
  longestPauseMs: number;
}

/** Frames are stored in the order of decoding, and clocks jitter; further back than this one begins anew. */
const furthestBackMs = 1000;
/** Where another stream went over to a new clock, this one's first time on it is so near to what that has seen. */
const sameClockMs = 10_000;
/** A pause of at least this, and of so many usual steps, was lost rather than waited through. */
const shortestMissingMs = 3000;
const missingSteps = 20;
/** So many packets tell what is usual. */
const fewestForUsual = 20;
/** A file that begins anew more often holds no clock that could be mended. */
const mostEpochs = 64;

/** A stretch of the file within which the clock only goes forward. */
interface Epoch {
  startMs: number;
  endMs: number;
}

/** What one stream has of an epoch. */
interface Stretch extends Epoch {
  epoch: number;
  fromPacket: number;
}

interface StreamClock {
  stretches: Stretch[];
  packets: number;
  lastMs: number;
  stepMs: number;
  longestStepMs: number;
}

/**
 * Follows the packets of a source in the order of the file and finds where its clock begins anew: an encoder that was
 * started again, a recording that was joined, a counter that ran over. Streams change over one after the other, a few
 * packets apart.
 */
export class PacketClock {
  readonly #options: PacketClockOptions;
  readonly #epochs: Epoch[] = [];
  readonly #streams = new Map<number, StreamClock>();
  #missingMs = 0;

  constructor(options: PacketClockOptions) {
    this.#options = options;
  }

  /** Takes the next packet; one without a time, and one that is not shown, only counts. */
  add({ stream, ptsMs, dtsMs, durationMs, isShown }: PacketTimes): void {
    const clock = this.#streamOf(stream);
    const packet = clock.packets;
    clock.packets += 1;
    const atMs = dtsMs ?? ptsMs;
    if (atMs === null || !isShown) return;
    const shownMs = ptsMs ?? atMs;
    const stretch = this.#stretchAt(clock, packet, atMs, shownMs);
    const stepMs = atMs - clock.lastMs;
    if (stretch.fromPacket !== packet && stepMs > 0) {
      clock.longestStepMs = Math.max(clock.longestStepMs, stepMs);
      if (stepMs <= furthestBackMs) clock.stepMs = stepMs;
    }
    clock.lastMs = atMs;
    const endMs = shownMs + (durationMs ?? clock.stepMs);
    for (const span of [stretch, this.#epochs[stretch.epoch]]) {
      if (span === undefined) continue;
      span.startMs = Math.min(span.startMs, shownMs);
      span.endMs = Math.max(span.endMs, endMs);
    }
  }

  /** What was found; null when there is no clock to speak of. */
  finish(): SourceTimes | null {
    if (this.#epochs.length === 0 || this.#epochs.length > mostEpochs) return null;
    const shiftsMs: number[] = [];
    for (const [n, { startMs }] of this.#epochs.entries()) {
      const before = this.#epochs[n - 1];
      shiftsMs.push(before === undefined ? 0 : before.endMs + (shiftsMs[n - 1] ?? 0) - startMs);
    }
    const shiftOf = ({ epoch }: Stretch): number => shiftsMs[epoch] ?? 0;
    const heard = [...this.#streams].filter(([, { stretches }]) => stretches.length > 0);
    return {
      spans: new Map(
        heard.map(([stream, { stretches }]) => [
          stream,
          {
            startMs: Math.min(...stretches.map((stretch) => stretch.startMs + shiftOf(stretch))),
            endMs: Math.max(...stretches.map((stretch) => stretch.endMs + shiftOf(stretch))),
          },
        ]),
      ),
      shifts: new Map(
        heard.flatMap(([stream, { stretches }]) => {
          const shifts = stretches.map((stretch) => ({
            fromPacket: stretch.fromPacket,
            shiftMs: shiftOf(stretch),
          }));
          return shifts.some(({ shiftMs }) => shiftMs !== 0) ? [[stream, shifts] as const] : [];
        }),
      ),
      missingMs: this.#missingMs,
      longestStepMs: Math.max(0, ...heard.map(([, { longestStepMs }]) => longestStepMs)),
    };
  }

  #streamOf(stream: number): StreamClock {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const clock = { stretches: [], packets: 0, lastMs: 0, stepMs: 0, longestStepMs: 0 };
    this.#streams.set(stream, clock);
    return clock;
  }

  /** The stretch that a packet belongs to; a new one where its stream begins, or its clock does so anew. */
  #stretchAt(clock: StreamClock, packet: number, atMs: number, shownMs: number): Stretch {
    const current = clock.stretches.at(-1);
    if (current !== undefined && !this.#isJump(clock, current, atMs)) return current;
    const epoch = this.#epochOf(current?.epoch ?? -1, shownMs);
    const stretch = { epoch, fromPacket: packet, startMs: shownMs, endMs: shownMs };
    // More than can be mended are not kept.
    if (clock.stretches.length <= mostEpochs) clock.stretches.push(stretch);
    return stretch;
  }

  #isJump(clock: StreamClock, current: Stretch, atMs: number): boolean {
    if (atMs < clock.lastMs - furthestBackMs) return true;
    const aheadMs = atMs - (this.#epochs[current.epoch]?.endMs ?? atMs);
    if (aheadMs > this.#options.longestPauseMs) return true;
    const packets = clock.packets - current.fromPacket;
    const usualMs = (current.endMs - current.startMs) / packets;
    const isLong = aheadMs > Math.max(shortestMissingMs, missingSteps * usualMs);
    if (isLong && packets > fewestForUsual) this.#missingMs += aheadMs;
    return false;
  }

  /** The epoch beyond the stream's own that another stream has begun and this time fits; else a new one. */
  #epochOf(beyond: number, atMs: number): number {
    const fits = this.#epochs.findIndex(
      ({ startMs, endMs }, n) => n > beyond && atMs > startMs - sameClockMs && atMs < endMs + sameClockMs,
    );
    if (fits >= 0) return fits;
    // The first packet of a stream that begins late belongs to the clock that runs then.
    if (beyond < 0 && this.#epochs.length > 0) return this.#epochs.length - 1;
    if (this.#epochs.length > mostEpochs) return this.#epochs.length - 1;
    this.#epochs.push({ startMs: atMs, endMs: atMs });
    return this.#epochs.length - 1;
  }
}
