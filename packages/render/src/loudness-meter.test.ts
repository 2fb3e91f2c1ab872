import { describe, expect, it } from 'vitest';
import { createLoudnessMeter } from './loudness-meter.ts';

/** A tone in both channels: how long, how loud at its peak (dBFS), and how high. */
function tone(seconds: number, peakDb: number, hertz = 1000): Float32Array {
  const samples = new Float32Array(2 * 48_000 * seconds);
  const amplitude = 10 ** (peakDb / 20);
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = amplitude * Math.sin((2 * Math.PI * hertz * Math.floor(index / 2)) / 48_000);
  return samples;
}

function loudnessOf(...parts: Float32Array[]): number | null {
  const meter = createLoudnessMeter();
  for (const part of parts) meter.add(part);
  return meter.integratedLufs();
}

describe('integrated loudness', () => {
  // The minimum requirements of EBU Tech 3341, cases 1 to 4.
  it.each([
    ['of a tone', [tone(20, -23)], -23],
    ['of a quiet tone', [tone(20, -33)], -33],
    ['leaves out what is far quieter', [tone(10, -36), tone(60, -23), tone(10, -36)], -23],
    ['leaves out silence', [tone(10, -72), tone(10, -36), tone(60, -23), tone(10, -36), tone(10, -72)], -23],
  ])('%s is that of the standard', (_, parts, wanted) => {
    expect(Math.abs((loudnessOf(...parts) ?? 0) - wanted)).toBeLessThan(0.1);
  });

  it('is the same however the sound comes', () => {
    const sound = tone(3, -20, 440);
    const parts = [sound.slice(0, 1234), sound.slice(1234, 100_000), sound.slice(100_000)];
    expect(loudnessOf(...parts)).toBe(loudnessOf(sound));
  });

  it('is none where nothing is heard', () => {
    expect(loudnessOf(new Float32Array(96_000))).toBeNull();
    expect(loudnessOf(tone(1, -20).slice(0, 1000))).toBeNull();
  });
});
