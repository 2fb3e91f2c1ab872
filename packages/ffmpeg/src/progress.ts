/** How far FFmpeg is. */
export interface FfmpegProgress {
  /** Time of the last picture or sound written, in milliseconds; null before the first. */
  outTimeMs: number | null;
  /** Pictures written; null when unknown. */
  frame: number | null;
}

/** FFmpeg's lines are short; what is longer is not FFmpeg's. */
const maxLineLength = 4096;

/** Reads the `key=value` blocks of `-progress`, in whatever chunks they come. */
export class ProgressReader {
  private rest = '';
  private current: FfmpegProgress = { outTimeMs: null, frame: null };
  private readonly onProgress: (progress: FfmpegProgress) => void;

  constructor(onProgress: (progress: FfmpegProgress) => void) {
    this.onProgress = onProgress;
  }

  /** Takes more text. */
  add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = (lines.pop() ?? '').slice(-maxLineLength);
    for (const line of lines) this.line(line.trim());
  }

  private line(line: string): void {
    const at = line.indexOf('=');
    const name = line.slice(0, at);
    // Before the first packet the values are `N/A`.
    const value = Number(line.slice(at + 1));
    if (name === 'out_time_us' && Number.isFinite(value)) this.current.outTimeMs = Math.max(0, value / 1000);
    if (name === 'frame' && Number.isFinite(value)) this.current.frame = value;
    if (name === 'progress') this.onProgress({ ...this.current });
  }
}
