import { filterPresets } from '@weireel/edit';
import { describe, expect, it } from 'vitest';
import { colourOf, ofPlanes, planesOf } from './bt709.ts';
import { colourMapOf, type Rgb } from './colour-map.ts';

const colours: Rgb[] = [0, 0.2, 0.5, 0.9, 1].flatMap((red) =>
  [0, 0.3, 0.7, 1].flatMap((green) => [0, 0.4, 1].map((blue): Rgb => [red, green, blue])),
);

describe('planes of BT.709', () => {
  it('are those of the standard, and lead back to their colour', () => {
    const rounded = (colour: Rgb) => planesOf(colour).map(Math.round);
    expect(rounded([0, 0, 0])).toEqual([16, 128, 128]);
    expect(rounded([1, 1, 1])).toEqual([235, 128, 128]);
    expect(rounded([1, 0, 0])).toEqual([63, 102, 240]);
    expect(rounded([0, 0, 1])).toEqual([32, 240, 118]);
    for (const colour of colours)
      for (const [index, value] of colourOf(planesOf(colour)).entries())
        expect(value).toBeCloseTo(colour[index] ?? 0, 9);
  });

  it('are mapped as their colours are', () => {
    for (const name of Object.keys(filterPresets)) {
      const map = colourMapOf({ kind: `filter-${name}`, version: 1, params: { strength: 80 } });
      if (map === null) throw new Error(`${name} is no matter of colours`);
      for (const colour of colours) {
        const [luma, blueness, redness] = planesOf(colour);
        const made = ofPlanes(map)([redness / 255, luma / 255, blueness / 255]);
        const [wantedLuma, wantedBlueness, wantedRedness] = planesOf(map(colour));
        // As bytes, from which FFmpeg cuts off the rest.
        for (const [index, wanted] of [wantedRedness, wantedLuma, wantedBlueness].entries())
          expect(255 * (made[index] ?? 0)).toBeCloseTo(wanted + 0.5, 6);
      }
    }
  });
});
