import { ticksPerSecond as second } from '@weireel/edit';
import { describe, expect, test } from 'vitest';
import {
  pixelsOf,
  rulerMarks,
  scrollToKeep,
  ticksOf,
  zoomedBy,
  zoomLimits,
  zoomToFit,
} from './timeline-scale.ts';

describe('the scale of a timeline', () => {
  test('a time leads to its pixel and back', () => {
    expect(pixelsOf(2 * second, 60)).toBe(120);
    expect(ticksOf(120, 60)).toBe(2 * second);
    expect(Number.isInteger(ticksOf(33.3, 7.1))).toBe(true);
  });

  test('it goes nearer and farther within limits', () => {
    expect(zoomedBy(zoomedBy(60, 1), -1)).toBeCloseTo(60);
    expect(zoomedBy(60, 100)).toBe(zoomLimits.max);
    expect(zoomedBy(60, -100)).toBe(zoomLimits.min);
  });

  test('all of a timeline is seen, however long or short it is', () => {
    expect(pixelsOf(10 * second, zoomToFit(10 * second, 1000))).toBeCloseTo(920);
    expect(zoomToFit(0, 1000)).toBe(zoomLimits.max);
    expect(zoomToFit(600 * second, 100)).toBe(zoomLimits.min);
  });

  test('the playhead stays where it is while the scale changes', () => {
    expect(scrollToKeep(10 * second, { scrollPx: 100, before: 60, after: 120 })).toBe(700);
    expect(scrollToKeep(10 * second, { scrollPx: 100, before: 60, after: 2 })).toBe(0);
  });

  test('labels of the ruler stand apart, at whole steps, and only where they are seen', () => {
    expect(rulerMarks(60, { from: 0, to: 5 * second })).toEqual([0, 2 * second, 4 * second]);
    expect(rulerMarks(60, { from: 3 * second, to: 7 * second })).toEqual([
      2 * second,
      4 * second,
      6 * second,
    ]);
    for (const pixelsPerSecond of [2, 5, 60, 480]) {
      const [one = 0, two = 0] = rulerMarks(pixelsPerSecond, { from: 0, to: 600 * second });
      expect(pixelsOf(two - one, pixelsPerSecond)).toBeGreaterThanOrEqual(72);
    }
  });
});
