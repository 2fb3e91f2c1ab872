import type { Rational } from './rational.ts';

/** What a media file holds, as far as processing needs to know. Made by `parseProbe`. */
export interface ProbeResult {
  /** FFmpeg's name of the container: `mov,mp4,m4a,3gp,3g2,mj2`, `matroska,webm`. */
  container: string;
  /** Where the file begins on its own clock, in milliseconds; all other times are counted from here. */
  startMs: number;
  /** From there to where picture and sound have ended, in milliseconds; null when the file does not say. */
  durationMs: number | null;
  /** For how long nothing comes within the file, in milliseconds: parts are lost. Absent: nobody looked. */
  missingMs?: number;
  /** Bits per second of the whole file; null when unknown. */
  bitrateBps: number | null;
  /** Number of streams; files that are attached (fonts, covers) are none. */
  streamCount: number;
  /** Whether any stream is encrypted (common encryption, DRM). */
  isEncrypted: boolean;
  /** The video stream to use; null when there is none (cover art is none). */
  video: VideoStream | null;
  /** The audio stream to use; null when there is none. */
  audio: AudioStream | null;
  /** Whether there is sound, but none that could be read. */
  hasUnreadableSound: boolean;
}

/** The video stream. */
export interface VideoStream {
  /** Index within the file. */
  index: number;
  /** FFmpeg's codec name: `h264`, `hevc`. */
  codec: string;
  /** `High`, `Main 10`; null when unknown. */
  profile: string | null;
  /** Four characters of the container: `avc1`, `hvc1`. */
  codecTag: string;
  /** FFmpeg's pixel format: `yuv420p`; null when it could not be read, a sign of damage. */
  pixelFormat: string | null;
  /** Bits per colour sample: 8, 10, 12. */
  bitDepth: number;
  /** Coded width in pixels, before pixel aspect and rotation. */
  codedWidthPx: number;
  /** Coded height in pixels. */
  codedHeightPx: number;
  /** Width over height of one pixel; 1/1 when the file does not say. */
  pixelAspect: Rational;
  /** How the picture is turned before it is shown. */
  orientation: Orientation;
  /** Frames over duration; null when unknown. */
  averageFrameRate: Rational | null;
  /** Lowest rate that can tell all frame times exactly; null when unknown. */
  baseFrameRate: Rational | null;
  /** Whether the distance between frames seems to vary. */
  isVariableFrameRate: boolean;
  /** Whether the picture consists of two fields. */
  isInterlaced: boolean;
  /** Colour as tagged. */
  colour: Colour;
  /** Kind of high dynamic range; null for standard. */
  hdr: HdrKind | null;
  /** Bits per second; null when unknown. */
  bitrateBps: number | null;
  /** Frames the container counts; null when it does not. */
  frameCount: number | null;
  /** When the stream begins, in milliseconds from where the file does; 0 when unknown. */
  startMs: number;
  /** Length in milliseconds; null when unknown. */
  durationMs: number | null;
}

/** Turning and mirroring for display. */
export interface Orientation {
  /** Clockwise turn in degrees: 0, 90, 180 or 270. */
  turn: 0 | 90 | 180 | 270;
  /** Whether the picture is mirrored as well. */
  isMirrored: boolean;
}

/** High dynamic range: Hybrid Log-Gamma, perceptual quantizer, or Dolby Vision without a compatible base. */
export type HdrKind = 'hlg' | 'pq' | 'dovi';

/** Colour tags in FFmpeg's words; null where untagged. */
export interface Colour {
  /** `tv` is limited, `pc` full. */
  range: 'tv' | 'pc' | null;
  /** `bt709`, `smpte170m`, `bt2020`. */
  primaries: string | null;
  /** `bt709`, `smpte2084`, `arib-std-b67`. */
  transfer: string | null;
  /** `bt709`, `smpte170m`, `bt2020nc`. */
  matrix: string | null;
}

/** The audio stream. */
export interface AudioStream {
  /** Index within the file. */
  index: number;
  /** FFmpeg's codec name: `aac`. */
  codec: string;
  /** `LC`, `HE-AAC`; null when unknown. */
  profile: string | null;
  /** Channels. */
  channels: number;
  /** `stereo`, `5.1(side)`; null when unknown. */
  channelLayout: string | null;
  /** Samples per second. */
  sampleRateHz: number;
  /** ISO 639-2 language; null when absent or `und`. */
  language: string | null;
  /** When the stream begins, in milliseconds from where the file does; 0 when unknown. */
  startMs: number;
  /** Length in milliseconds; null when unknown. */
  durationMs: number | null;
}
