import type { SampledPicture } from '@weireel/render/effect';

/** Red, green and blue of a pixel of planes as `drawFrames` has them, from 0 to 1. */
export function rgbAt(planes: Uint8Array, pixel: number): [red: number, green: number, blue: number] {
  const pixels = planes.length / 3;
  const plane = (index: number) => planes[index * pixels + pixel] ?? 0;
  const luma = (plane(0) - 16) / 219;
  const [blueness, redness] = [(plane(1) - 128) / 224, (plane(2) - 128) / 224];
  const [red, blue] = [luma + 1.5748 * redness, luma + 1.8556 * blueness];
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [clip(red), clip((luma - 0.2126 * red - 0.0722 * blue) / 0.7152), clip(blue)];
}

/** Planes as `drawFrames` has them, as a picture of red, green and blue. */
export function sampled(planes: Uint8Array, size: { widthPx: number; heightPx: number }): SampledPicture {
  const colours = Array.from({ length: planes.length / 3 }, (_, pixel) => rgbAt(planes, pixel));
  const channel = (index: 0 | 1 | 2) => Float32Array.from(colours, (colour) => 255 * colour[index]);
  return { ...size, channels: [channel(0), channel(1), channel(2)] };
}

/** How bright each pixel is, as the first plane of `drawFrames` has it. */
export function lumaOf({ channels: [red, green, blue] }: SampledPicture): Uint8Array {
  return Uint8Array.from(red, (value, pixel) => {
    const light = 0.2126 * value + 0.7152 * (green[pixel] ?? 0) + 0.0722 * (blue[pixel] ?? 0);
    return Math.round(16 + (219 * light) / 255);
  });
}
