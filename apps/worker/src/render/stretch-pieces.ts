import { open } from 'node:fs/promises';
import { stretchSound, type SoundPiece } from '@weireel/render';

/** A float for each of two channels. */
const frameBytes = 8;

/**
 * Stretches what was decoded for pieces whose speed changes while their pitch is kept, each into a file beside its own.
 *
 * @param decoded where each piece lies
 * @returns where each lies from then on
 */
export async function stretchPieces(
  decoded: ReadonlyMap<SoundPiece, string>,
  signal: AbortSignal,
): Promise<Map<SoundPiece, string>> {
  const places = new Map(decoded);
  for (const [piece, path] of decoded) {
    if (piece.order !== 'stretched') continue;
    const stretched = `${path}.stretched`;
    await stretchFile(piece, { path, stretched, signal });
    places.set(piece, stretched);
  }
  return places;
}

async function stretchFile(
  piece: SoundPiece,
  { path, stretched, signal }: { path: string; stretched: string; signal: AbortSignal },
): Promise<void> {
  const source = await open(path);
  const target = await open(stretched, 'w');
  const { count } = piece.decoded;
  const read = async (from: number, to: number): Promise<Float32Array> => {
    const samples = new Float32Array(2 * (to - from));
    const [first, last] = [Math.max(0, from), Math.min(count, to)];
    // Outside there is silence.
    if (last <= first) return samples;
    const wanted = samples.subarray(2 * (first - from), 2 * (last - from));
    await source.read(wanted, 0, wanted.byteLength, first * frameBytes);
    return samples;
  };
  try {
    for await (const block of stretchSound(piece, read)) {
      signal.throwIfAborted();
      await target.write(block);
    }
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
