import type { PictureEffect } from '@weireel/edit';
import { effectSteps, sampleSteps, type SampledPicture } from '@weireel/render/effect';

/** Size of the small pictures: as many as there are effects are drawn at once. */
export const thumbSize = { widthPx: 72, heightPx: 54 };

/**
 * A picture in the size of thumbnails: the middle of the one at an address, or, where that may not be read, one of our own.
 */
export async function readThumb(url: string | null): Promise<SampledPicture> {
  const { widthPx, heightPx } = thumbSize;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return ownPicture();
  try {
    if (url === null) return ownPicture();
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.src = url;
    await image.decode();
    const scale = Math.max(widthPx / image.naturalWidth, heightPx / image.naturalHeight);
    const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
    const { data } = context.getImageData(0, 0, widthPx, heightPx);
    return pictureOf((index, channel) => data[4 * index + channel] ?? 0);
  } catch {
    // A picture that is away, or of another server that lets nobody read it.
    return ownPicture();
  }
}

/** Draws what an effect makes of a picture; null: the picture as it is. */
export function drawThumb(
  canvas: HTMLCanvasElement,
  picture: SampledPicture,
  kind: PictureEffect | null,
): void {
  const { widthPx, heightPx, channels } = kind === null ? picture : sampleSteps(picture, effectSteps[kind]);
  Object.assign(canvas, { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(widthPx, heightPx);
  for (let index = 0; index < widthPx * heightPx; index += 1)
    image.data.set([...channels.map((channel) => Math.round(channel[index] ?? 0)), 255], 4 * index);
  context.putImageData(image, 0, 0);
}

/** Hills under a sky with a sun. */
export function ownPicture(): SampledPicture {
  const { widthPx, heightPx } = thumbSize;
  const [sky, sun, hill, field] = [
    [120, 190, 235],
    [255, 225, 130],
    [70, 120, 90],
    [190, 150, 80],
  ] as const;
  return pictureOf((index, channel) => {
    const [x, y] = [(index % widthPx) / widthPx, Math.floor(index / widthPx) / heightPx];
    const isSun = Math.hypot((x - 0.7) * (widthPx / heightPx), y - 0.28) < 0.14;
    const isHill = y > 0.55 + 0.16 * Math.sin(7 * x + 0.6);
    const isField = y > 0.82 + 0.05 * Math.sin(11 * x);
    const colour = isField ? field : isHill ? hill : isSun ? sun : sky;
    return (colour[channel] ?? 0) * (isSun || isHill ? 1 : 0.8 + 0.4 * y);
  });
}

function pictureOf(value: (index: number, channel: number) => number): SampledPicture {
  const { widthPx, heightPx } = thumbSize;
  const channel = (number: number) =>
    Float32Array.from({ length: widthPx * heightPx }, (_, index) => Math.min(255, value(index, number)));
  return { widthPx, heightPx, channels: [channel(0), channel(1), channel(2)] };
}
