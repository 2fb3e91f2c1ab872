import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { outputPath } from '@weireel/ffmpeg';
import { createNoiseMeter, sampleRate, soundPartsArguments, type SoundPiece } from '@weireel/render';
import type { FilmWork } from './film-work.ts';
import { runSound, soundName } from './run-sound.ts';
import { takeOutput } from './take-output.ts';

/** So much of a source tells how loud its noise is. */
const listenedSeconds = 120;
const name = 'noise.f32';

/**
 * How loud the noise of each source is of which some is taken away, in dBFS, by its hash. It is measured on the source, not
 * on its pieces: so both halves of a clip that was cut sound the same.
 */
export async function noiseFloors(
  work: FilmWork,
  pieces: readonly SoundPiece[],
): Promise<Map<string, number>> {
  const noisy = pieces.filter(({ decoded }) => decoded.denoise > 0).map(({ segment }) => segment.sha256);
  const floors = new Map<string, number>();
  for (const sha256 of new Set(noisy)) floors.set(sha256, await noiseFloor(work, sha256));
  return floors;
}

async function noiseFloor(work: FilmWork, sha256: string): Promise<number> {
  const count = listenedSeconds * sampleRate;
  const whole = { path: soundName(sha256), first: 0, count, tempo: null, pitch: 0, denoise: null };
  await runSound(work, soundPartsArguments([{ ...whole, outputPath: outputPath(name) }]), count);
  await takeOutput(work.folder, name);
  const meter = createNoiseMeter();
  const file = await open(join(work.folder, name));
  try {
    const second = new Float32Array(2 * sampleRate);
    let filled = 0;
    do {
      filled = (await file.read(second, 0, second.byteLength)).bytesRead;
      meter.add(second.subarray(0, filled / second.BYTES_PER_ELEMENT));
    } while (filled > 0);
    return meter.floorDb();
  } finally {
    await file.close();
  }
}
