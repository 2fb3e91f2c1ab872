import { link, mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { outputPath } from '@weireel/ffmpeg';
import {
  correctedGain,
  createLoudnessMeter,
  isLimited,
  measureArguments,
  mixBlock,
  sampleRate,
  soundPartsArguments,
  type MixGain,
  type SoundPiece,
  type SoundPlan,
} from '@weireel/render';
import { readLoudness } from '@weireel/transcode';
import type { FilmWork } from './film-work.ts';
import { noiseFloors } from './noise-floors.ts';
import { runSound, soundName } from './run-sound.ts';
import { stretchPieces } from './stretch-pieces.ts';
import { takeOutput } from './take-output.ts';

/** A float for each of two channels. */
const frameBytes = 8;
/** Measurements after which the mix is as near as the limiter lets it come. */
const mostRounds = 3;
const mixName = 'mix.f32';
/** Pieces that one run decodes: each is an open file. */
const piecesAtOnce = 16;

/** Mixes all sound of a film into one file of its folder, and finds the gain that makes it as loud as is wanted. */
export async function mixFilm(work: FilmWork, plan: SoundPlan): Promise<{ path: string; gain: MixGain }> {
  // A room of its own: pictures are rendered meanwhile.
  const room = join(work.folder, 'sound');
  await mkdir(room);
  const inRoom = { ...work, folder: room };
  for (const sha256 of new Set(plan.pieces.map(({ segment }) => segment.sha256))) {
    await work.sources.openSound(sha256);
    await link(join(work.folder, soundName(sha256)), join(room, soundName(sha256)));
  }
  const floors = await noiseFloors(inRoom, plan.pieces);
  const decoded = await decodePieces(inRoom, plan.pieces, floors);
  const mixed = await writeMix(inRoom, plan, await stretchPieces(decoded, work.signal));
  const gain = await gainOf(inRoom, plan, mixed);
  await link(join(room, mixName), join(work.folder, mixName));
  return { path: mixName, gain };
}

/** The gain that makes a mix as loud as is wanted. */
async function gainOf(work: FilmWork, plan: SoundPlan, { highest, lufs }: MixFacts): Promise<MixGain> {
  let gain: MixGain = { gainDb: 0, truePeakDb: plan.truePeakDb };
  if (plan.loudness === null) return gain;
  for (let round = 0; round < mostRounds; round += 1) {
    // What nothing is taken away of is louder by the very gain.
    const measured = isLimited(gain, highest)
      ? readLoudness(await runSound(work, measureArguments(mixName, gain), plan.samples))
      : lufs === null
        ? null
        : lufs + gain.gainDb;
    const next = correctedGain(gain, plan.loudness, measured);
    if (next === null) break;
    gain = next;
  }
  return gain;
}

/** Decodes each piece into a file of the folder; answers their paths. */
async function decodePieces(
  work: FilmWork,
  pieces: readonly SoundPiece[],
  floors: ReadonlyMap<string, number>,
): Promise<Map<SoundPiece, string>> {
  const parts = pieces.map((piece, index) => {
    const { denoise: strength, ...decoded } = piece.decoded;
    const floorDb = floors.get(piece.segment.sha256);
    return {
      ...{ piece, name: `sound-${index}.f32`, path: soundName(piece.segment.sha256), ...decoded },
      denoise: floorDb === undefined || strength === 0 ? null : { strength, floorDb },
    };
  });
  const groups = Array.from({ length: Math.ceil(parts.length / piecesAtOnce) }, (_, index) =>
    parts.slice(index * piecesAtOnce, (index + 1) * piecesAtOnce),
  );
  for (const group of groups) {
    const args = soundPartsArguments(
      group.map(({ name, ...part }) => ({ ...part, outputPath: outputPath(name) })),
    );
    await runSound(
      work,
      args,
      group.reduce((sum, { count }) => sum + count, 0),
    );
    for (const { name } of group) await takeOutput(work.folder, name);
  }
  return new Map(parts.map(({ piece, name }) => [piece, join(work.folder, name)]));
}

function highestOf(samples: Float32Array): number {
  let highest = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const height = Math.abs(samples[index] ?? 0);
    if (height > highest) highest = height;
  }
  return highest;
}

/** Of a mix: its highest sample, without its sign, and its integrated loudness; null: nothing is heard. */
interface MixFacts {
  highest: number;
  lufs: number | null;
}

/** Second by second, so that a long film needs no more memory than a short one. */
async function writeMix(
  work: FilmWork,
  plan: SoundPlan,
  decoded: Map<SoundPiece, string>,
): Promise<MixFacts> {
  let highest = 0;
  const meter = createLoudnessMeter();
  const files = new Map<SoundPiece, FileHandle>();
  const mix = await open(join(work.folder, mixName), 'w');
  try {
    for (const [piece, path] of decoded) files.set(piece, await open(path));
    const read = async (piece: SoundPiece, from: number, to: number): Promise<Float32Array> => {
      const samples = new Float32Array(2 * (to - from));
      // Beyond its end there is silence.
      await files.get(piece)?.read(samples, 0, samples.byteLength, from * frameBytes);
      return samples;
    };
    for (let from = 0; from < plan.samples; from += sampleRate) {
      work.signal.throwIfAborted();
      const count = Math.min(sampleRate, plan.samples - from);
      const block = await mixBlock(plan.pieces, from, count, read);
      highest = Math.max(highest, highestOf(block));
      meter.add(block);
      await mix.write(block);
    }
    return { highest, lufs: meter.integratedLufs() };
  } finally {
    await Promise.all([mix, ...files.values()].map((file) => file.close()));
  }
}
