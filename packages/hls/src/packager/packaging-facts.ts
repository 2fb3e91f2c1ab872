/** What the packager learned about a stream; complete after `finish()`. All counts are of what was written. */
export interface PackagingFacts {
  /** Codec strings of RFC 6381, the picture first: `['avc1.64001f', 'mp4a.40.2']`. */
  codecs: string[];
  /** Whether there is a sound track. */
  hasAudio: boolean;
  /** Size of the coded picture in pixels. */
  coded: { widthPx: number; heightPx: number };
  /** Size as shown, after pixel aspect and the track matrix. */
  displayed: { widthPx: number; heightPx: number };
  /** Pictures. */
  frameCount: number;
  /** Ticks per second of `durationTicks`. */
  timescale: number;
  /** Exact length of the picture in ticks. */
  durationTicks: number;
  /** Length of the picture in milliseconds. */
  durationMs: number;
  /** Pictures per second, on average over the segments; 0 before the first. */
  framesPerSecond: number;
  /** Longest distance between two IDR pictures, in milliseconds. */
  longestGopMs: number;
  /** When the first sound begins, in milliseconds after the first picture; null without sound. */
  audioStartMs: number | null;
  /**
   * End of the source's sound minus end of the picture in milliseconds; negative when the sound is shorter, though
   * it was filled with silence; null without.
   */
  audioEndDifferenceMs: number | null;
  /** Peak segment bit rate of RFC 8216 section 4.1, in bits per second. */
  peakBitrateBps: number;
  /** All segments' bits over their length. */
  averageBitrateBps: number;
}
