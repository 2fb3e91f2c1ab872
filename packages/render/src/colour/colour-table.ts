import type { ColourMap, Rgb } from './colour-map.ts';

/** A table of what colours become, in equal steps between the ends of its domain. */
export interface ColourTable {
  /** One list for each channel, or a cube of all three. */
  dimensions: 1 | 3;
  /** Points along each axis, 2 or more. */
  points: number;
  /** The colour of the first point. */
  from: Rgb;
  /** The colour of the last point; each channel above that of the first. */
  to: Rgb;
  /** Red, green and blue of each point; in a cube red changes fastest. */
  values: Float32Array;
}

/**
 * What a table makes of a colour: between its points as FFmpeg's `lut3d` has it, tetrahedrally, or of a list straight;
 * beyond its domain what it has at the edge. Nothing comes out of 0 to 1.
 */
export function tableMap(table: ColourTable): ColourMap {
  const { dimensions, from, to } = table;
  const at = dimensions === 1 ? listAt(table) : cubeAt(table);
  return (colour) => {
    const place = (channel: 0 | 1 | 2) =>
      clip((colour[channel] - from[channel]) / (to[channel] - from[channel]));
    const [red, green, blue] = at([place(0), place(1), place(2)]);
    return [clip(red), clip(green), clip(blue)];
  };
}

/** A table as a `.cube` file of one form, so that the same table is the same file. */
export function writeTable({ dimensions, points, from, to, values }: ColourTable): string {
  const line = (colour: Iterable<number>) => Array.from(colour, written).join(' ');
  const lines = [`LUT_${dimensions}D_SIZE ${points}`, `DOMAIN_MIN ${line(from)}`, `DOMAIN_MAX ${line(to)}`];
  for (let index = 0; index < values.length; index += 3) lines.push(line(values.subarray(index, index + 3)));
  return `${lines.join('\n')}\n`;
}

function written(value: number): string {
  const text = value.toFixed(6);
  return text === '-0.000000' ? '0.000000' : text;
}

function listAt({ points, values }: ColourTable): ColourMap {
  return (place) => {
    const channel = (index: 0 | 1 | 2): number => {
      const along = place[index] * (points - 1);
      const low = Math.min(points - 2, Math.floor(along));
      const share = along - low;
      const value = (point: number) => values[3 * point + index] ?? 0;
      return value(low) + (value(low + 1) - value(low)) * share;
    };
    return [channel(0), channel(1), channel(2)];
  };
}

function cubeAt({ points, values }: ColourTable): ColourMap {
  const steps = [1, points, points * points] as const;
  return (place) => {
    const low = place.map((share) => Math.min(points - 2, Math.floor(share * (points - 1))));
    const shares = place.map((share, axis) => share * (points - 1) - (low[axis] ?? 0));
    let corner = steps.reduce((index, step, axis) => index + step * (low[axis] ?? 0), 0);
    // From the lowest corner to the highest along the edges, that of the largest share first.
    const order = [0, 1, 2].toSorted((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
    const made: [number, number, number] = [0, 0, 0];
    let left = 1;
    for (const axis of [...order, null]) {
      const share = axis === null ? 0 : (shares[axis] ?? 0);
      for (const channel of [0, 1, 2] as const)
        made[channel] += (left - share) * (values[3 * corner + channel] ?? 0);
      left = share;
      if (axis !== null) corner += steps[axis] ?? 0;
    }
    return made;
  };
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
