import type { ColourMap, Rgb } from './colour-map.ts';

/** Luma, and how blue and how red a colour is, as bytes of BT.709 in limited range have them; not rounded. */
export type Planes = readonly [luma: number, blueness: number, redness: number];

const [redShare, greenShare, blueShare] = [0.2126, 0.7152, 0.0722];
/** How far blue, and red, can be from the luma. */
const [blueReach, redReach] = [2 * (1 - blueShare), 2 * (1 - redShare)];

/** The planes of a colour. */
export function planesOf([red, green, blue]: Rgb): Planes {
  const luma = redShare * red + greenShare * green + blueShare * blue;
  return [16 + 219 * luma, 128 + (224 * (blue - luma)) / blueReach, 128 + (224 * (red - luma)) / redReach];
}

/** The colour of planes; outside of 0 to 1 where there is none. */
export function colourOf([luma, blueness, redness]: Planes): Rgb {
  const light = (luma - 16) / 219;
  const blue = light + ((blueness - 128) / 224) * blueReach;
  const red = light + ((redness - 128) / 224) * redReach;
  return [red, (light - redShare * red - blueShare * blue) / greenShare, blue];
}

/** FFmpeg cuts off what is behind the point. */
const half = 0.5 / 255;

/**
 * The same map for planes that are taken for those of red, green and blue, as shares of a byte: redness for red, luma for
 * green, blueness for blue.
 */
export function ofPlanes(map: ColourMap): ColourMap {
  return ([redness, luma, blueness]) => {
    const made = planesOf(map(colourOf([255 * luma, 255 * blueness, 255 * redness])));
    return [made[2] / 255 + half, made[0] / 255 + half, made[1] / 255 + half];
  };
}
