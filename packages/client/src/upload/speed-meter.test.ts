import { describe, expect, it } from 'vitest';
import { createSpeedMeter } from './speed-meter.ts';

describe('the speed', () => {
  it('is not known during the first second', () => {
    const meter = createSpeedMeter();
    meter.record(0, 0);
    meter.record(900, 5000);
    expect(meter.bytesPerSecond(900)).toBeNull();
    expect(createSpeedMeter().bytesPerSecond(5000)).toBeNull();
  });

  it('is the average of the last eight seconds', () => {
    const meter = createSpeedMeter();
    for (let second = 0; second <= 60; second++) {
      meter.record(second * 1000, second <= 30 ? second * 100 : 3000 + (second - 30) * 500);
    }
    expect(meter.bytesPerSecond(60_000)).toBe(500);
  });

  it('falls while nothing moves, down to zero', () => {
    const meter = createSpeedMeter();
    meter.record(0, 0);
    meter.record(2000, 2000);
    expect(meter.bytesPerSecond(2000)).toBe(1000);
    expect(meter.bytesPerSecond(4000)).toBe(500);
    expect(meter.bytesPerSecond(60_000)).toBe(0);
  });

  it('is never negative although bytes in flight were lost', () => {
    const meter = createSpeedMeter();
    meter.record(0, 5000);
    meter.record(3000, 1000);
    expect(meter.bytesPerSecond(3000)).toBe(0);
  });
});
