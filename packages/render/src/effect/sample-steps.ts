import type { Size } from '../composition/fit-box.ts';
import type { EffectStep, StepBlend } from './effect-steps.ts';
import { textures } from './textures.ts';
import { warps } from './warps.ts';

/** A picture of red, green and blue, each from 0 to 255, row by row. */
export interface SampledPicture extends Size {
  /** The channels. */
  channels: readonly [Float32Array, Float32Array, Float32Array];
}

/**
 * What steps make of a picture, by their formulas and without FFmpeg: what its filters are measured against, and for
 * pictures so small that they are drawn at once.
 */
export function sampleSteps(picture: SampledPicture, steps: readonly EffectStep[]): SampledPicture {
  return steps.reduce(afterStep, picture);
}

function afterStep(picture: SampledPicture, step: EffectStep): SampledPicture {
  const { heightPx } = picture;
  switch (step.kind) {
    case 'warp': {
      const [warp, ratio] = [warps[step.by], picture.widthPx / heightPx];
      return moved(picture, (x, y) => {
        const [toX, toY] = warp((x + 0.5) / heightPx - ratio / 2, (y + 0.5) / heightPx - 0.5, ratio);
        return [(toX + ratio / 2) * heightPx - 0.5, (toY + 0.5) * heightPx - 0.5];
      });
    }
    case 'zoom': {
      const { factor } = step;
      const middle = [(picture.widthPx - 1) / 2, (heightPx - 1) / 2] as const;
      return moved(picture, (x, y) => [
        middle[0] + (x - middle[0]) / factor,
        middle[1] + (y - middle[1]) / factor,
      ]);
    }
    case 'shift': {
      const by = [step.red, step.green, step.blue].map((share) => Math.round(share * heightPx));
      return perPixel(picture, (channel, x, y, index) => at(picture, channel, x - (by[index] ?? 0), y));
    }
    case 'texture': {
      const [texture, ratio] = [textures[step.of], picture.widthPx / heightPx];
      return perPixel(picture, (channel, x, y) => {
        const [across, down] = [(x + 0.5) / heightPx - ratio / 2, (y + 0.5) / heightPx - 0.5];
        return blended(step.blend, at(picture, channel, x, y), 255 * texture(across, down, ratio));
      });
    }
    case 'blend': {
      const other = sampleSteps(picture, step.with);
      return perPixel(picture, (channel, x, y, index) =>
        blended(step.mode, at(picture, channel, x, y), at(other, other.channels[index] ?? channel, x, y)),
      );
    }
    case 'mean': {
      const all = step.of.map((steps) => sampleSteps(picture, steps));
      return perPixel(picture, (channel, x, y, index) => {
        const sum = all.reduce((total, each) => total + at(each, each.channels[index] ?? channel, x, y), 0);
        return sum / all.length;
      });
    }
    case 'squares': {
      const across = Math.round(picture.widthPx / (step.size * heightPx));
      const down = Math.round(1 / step.size);
      return squared(picture, Math.max(1, across), Math.max(1, down));
    }
    case 'blur': {
      const sigma = step.sigma * heightPx;
      const reach = Math.ceil(3 * sigma);
      const weights = Array.from({ length: 2 * reach + 1 }, (_, n) =>
        Math.exp(-((n - reach) ** 2) / (2 * sigma * sigma)),
      );
      return swept(swept(picture, weights, 1, 0), weights, 0, 1);
    }
    case 'streak': {
      const reach = Math.max(1, Math.round(step.radius * heightPx));
      return swept(
        swept(
          picture,
          Array.from({ length: 2 * reach + 1 }, () => 1),
          1,
          0,
        ),
        [1, 1, 1],
        0,
        1,
      );
    }
    case 'median':
      return middled(picture, Math.max(1, Math.round(step.radius * heightPx)));
    case 'grey':
    case 'negative':
    case 'levels':
    case 'posterise':
    case 'edges':
    case 'relief':
      return perPixel(picture, pointOf(picture, step));
  }
}

type Point = (channel: Float32Array, x: number, y: number, index: number) => number;
type PointStep = Extract<
  EffectStep,
  { kind: 'grey' | 'negative' | 'levels' | 'posterise' | 'edges' | 'relief' }
>;

function pointOf(picture: SampledPicture, step: PointStep): Point {
  const { heightPx, widthPx, channels } = picture;
  switch (step.kind) {
    case 'grey':
      return (_, x, y) => {
        const [red = 0, green = 0, blue = 0] = channels.map((each) => each[y * widthPx + x] ?? 0);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
    case 'negative':
      return (channel, x, y) => 255 - at(picture, channel, x, y);
    case 'levels':
      return (channel, x, y) => at(picture, channel, x, y) * step.gain + 255 * step.lift;
    case 'posterise': {
      const last = step.values - 1;
      return (channel, x, y) => (Math.round((at(picture, channel, x, y) * last) / 255) * 255) / last;
    }
    case 'relief':
      return (channel, x, y) => {
        const rise = at(picture, channel, x + 1, y + 1) - at(picture, channel, x - 1, y - 1);
        return 128 + (rise * 1.6 * heightPx) / 160;
      };
    case 'edges':
      return (channel, x, y) => {
        const value = (right: number, down: number) => at(picture, channel, x + right, y + down);
        const side = (sign: number) => value(sign, -1) + 2 * value(sign, 0) + value(sign, 1);
        const level = (sign: number) => value(-1, sign) + 2 * value(0, sign) + value(1, sign);
        return (Math.hypot(side(1) - side(-1), level(1) - level(-1)) * step.gain * heightPx) / 640;
      };
  }
}

/** The value of a place, or of the nearest at the edge. */
function at({ widthPx, heightPx }: Size, channel: Float32Array, x: number, y: number): number {
  const [column, row] = [Math.min(widthPx - 1, Math.max(0, x)), Math.min(heightPx - 1, Math.max(0, y))];
  return channel[row * widthPx + column] ?? 0;
}

function perPixel({ widthPx, heightPx, channels }: SampledPicture, value: Point): SampledPicture {
  const made = channels.map((channel, index) => {
    const next = new Float32Array(channel.length);
    for (let y = 0; y < heightPx; y += 1)
      for (let x = 0; x < widthPx; x += 1)
        next[y * widthPx + x] = Math.min(255, Math.max(0, value(channel, x, y, index)));
    return next;
  });
  return { widthPx, heightPx, channels: made as unknown as SampledPicture['channels'] }; // as: there are three again
}

/** Each pixel from another place, between four pixels. */
function moved(
  picture: SampledPicture,
  from: (x: number, y: number) => readonly [number, number],
): SampledPicture {
  return perPixel(picture, (channel, x, y) => {
    const [toX, toY] = from(x, y);
    const [left, top] = [Math.floor(toX), Math.floor(toY)];
    const [right, down] = [toX - left, toY - top];
    const row = (dy: number) =>
      at(picture, channel, left, top + dy) * (1 - right) + at(picture, channel, left + 1, top + dy) * right;
    return row(0) * (1 - down) + row(1) * down;
  });
}

/** A weighted mean along a direction. */
function swept(
  picture: SampledPicture,
  weights: readonly number[],
  right: number,
  down: number,
): SampledPicture {
  const reach = (weights.length - 1) / 2;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return perPixel(picture, (channel, x, y) => {
    let sum = 0;
    for (const [n, weight] of weights.entries())
      sum += weight * at(picture, channel, x + right * (n - reach), y + down * (n - reach));
    return sum / total;
  });
}

function middled(picture: SampledPicture, radius: number): SampledPicture {
  const around = Array.from({ length: 2 * radius + 1 }, (_, n) => n - radius);
  return perPixel(picture, (channel, x, y) => {
    const values = around.flatMap((dy) => around.map((dx) => at(picture, channel, x + dx, y + dy)));
    return values.sort((a, b) => a - b)[(values.length - 1) / 2] ?? 0;
  });
}

function squared(picture: SampledPicture, across: number, down: number): SampledPicture {
  const { widthPx, heightPx } = picture;
  return perPixel(picture, (channel, x, y) => {
    const edge = (place: number, length: number, count: number) => {
      const block = Math.floor(((place + 0.5) * count) / length);
      return [Math.floor((block * length) / count), Math.ceil(((block + 1) * length) / count)] as const;
    };
    const [[left, right], [top, bottom]] = [edge(x, widthPx, across), edge(y, heightPx, down)];
    let sum = 0;
    for (let row = top; row < bottom; row += 1)
      for (let column = left; column < right; column += 1) sum += at(picture, channel, column, row);
    return sum / ((right - left) * (bottom - top));
  });
}

function blended(mode: StepBlend, above: number, below: number): number {
  switch (mode) {
    case 'multiply':
      return (above * below) / 255;
    case 'screen':
      return above + below - (above * below) / 255;
    case 'lighten':
      return Math.max(above, below);
    case 'dodge':
      return above >= 255 ? 255 : Math.min(255, (256 * below) / (255 - above));
    case 'hardmix':
      return above < 255 - below ? 0 : 255;
  }
}
