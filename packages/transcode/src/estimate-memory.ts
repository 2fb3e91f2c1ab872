import type { TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/** Bytes that x264 veryfast held per pixel of a rendition (measured: 438 MB for 3.6 megapixels in four rungs). */
const bytesPerEncodedPixel = 120;
/** Decoder frames, at up to 16 bits. */
const bytesPerDecodedPixel = 48;
/** Float planes of the tone mapper and its queues. */
const bytesPerToneMappedPixel = 60;
/** Program, libraries, sound. */
const baseBytes = 80 * 2 ** 20;

/** Expected peak memory of encoding these rungs in one process, in bytes; good to about a third. */
export function estimateMemoryBytes(plan: TranscodePlan, rungs: readonly Rung[]): number {
  const pixels = (rung: Rung) => rung.widthPx * rung.heightPx;
  const encoded = rungs.reduce((sum, rung) => sum + pixels(rung), 0);
  const top = rungs.at(-1);
  const toneMapped = plan.video.hdr === null || top === undefined ? 0 : pixels(top);
  const decoded = plan.video.codedWidthPx * plan.video.codedHeightPx;
  return Math.round(
    baseBytes +
      decoded * bytesPerDecodedPixel +
      encoded * bytesPerEncodedPixel +
      toneMapped * bytesPerToneMappedPixel,
  );
}
