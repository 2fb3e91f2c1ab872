import type { ColourMap } from './colour-map.ts';

/**
 * A map of colours as a `.cube` file (Adobe Cube LUT 1.0): red changes fastest.
 *
 * @param size points along each of the three axes
 */
export function writeCube(map: ColourMap, size: number): string {
  const lines = [`LUT_3D_SIZE ${size}`];
  const at = (index: number) => index / (size - 1);
  for (let blue = 0; blue < size; blue += 1)
    for (let green = 0; green < size; green += 1)
      for (let red = 0; red < size; red += 1)
        lines.push(
          map([at(red), at(green), at(blue)])
            .map((value) => value.toFixed(6))
            .join(' '),
        );
  return `${lines.join('\n')}\n`;
}
