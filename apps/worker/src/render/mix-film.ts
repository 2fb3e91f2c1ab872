import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { outputPath, runFfmpeg } from '@weireel/ffmpeg';
import {
  correctedGain,
  measureArguments,
  mixBlock,
  sampleRate,
  soundPartArguments,
  type MixGain,
  type SoundPiece,
  type SoundPlan,
} from '@weireel/render';
import { readAnalysis } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import type { FilmWork } from './film-work.ts';
import { takeOutput } from './take-output.ts';

/** A float for each of two channels. */
const frameBytes = 8;
/** Measurements after which the mix is as near as the limiter lets it come. */
const mostRounds = 3;
const mixName = 'mix.f32';

/** Mixes all sound of a film into one file of its folder, and finds the gain that makes it as loud as is wanted. */
export async function mixFilm(work: FilmWork, plan: SoundPlan): Promise<{ path: string; gain: MixGain }> {
  const decoded = new Map<SoundPiece, string>();
  for (const [index, piece] of plan.pieces.entries()) {
    const name = `sound-${index}.f32`;
    const path = `${piece.segment.sha256}.mp4`;
    await runSound(
      work,
      soundPartArguments({ path, ...piece.decoded }, outputPath(name)),
      piece.decoded.count,
    );
    await takeOutput(work.folder, name);
    decoded.set(piece, join(work.folder, name));
  }
  await writeMix(work, plan, decoded);
  let gain: MixGain = { gainDb: 0, truePeakDb: plan.truePeakDb };
  if (plan.loudness === null) return { path: mixName, gain };
  for (let round = 0; round < mostRounds; round += 1) {
    const lines = await runSound(work, measureArguments(mixName, gain), plan.samples);
    const next = correctedGain(gain, plan.loudness, readAnalysis(lines).loudness);
    if (next === null) break;
    gain = next;
  }
  return { path: mixName, gain };
}

function runSound(work: FilmWork, args: string[], samples: number): Promise<string[]> {
  return runFfmpeg({
    program: work.programs.ffmpegPath,
    args,
    folder: work.folder,
    limits: runLimits({ durationMs: (samples * 1000) / sampleRate, memoryBytes: 0, speedFloor: 5 }),
    signal: work.signal,
  });
}

/** Second by second, so that a long film needs no more memory than a short one. */
async function writeMix(work: FilmWork, plan: SoundPlan, decoded: Map<SoundPiece, string>): Promise<void> {
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
      await mix.write(await mixBlock(plan.pieces, from, count, read));
    }
  } finally {
    await Promise.all([mix, ...files.values()].map((file) => file.close()));
  }
}
