import type { Speed } from './sound-pieces.ts';
import { gainFilters, type MixGain } from './mix-gain.ts';

/** Samples a second of all sound that is mixed. */
export const sampleRate = 48_000;

/** Samples before the wanted ones that a decoder begins with: its first ones after a jump are not yet right. */
const leadIn = 9600;

/** A part of a file's sound. */
export interface SoundPart {
  /** The file; a name of ours. */
  path: string;
  /** The first sample, at 48 kHz from the file's beginning. */
  first: number;
  /** How many samples are written. */
  count: number;
  /** How much faster it plays, with its pitch kept; null: as it is. */
  tempo: Speed | null;
  /** How much higher it sounds, in semitones. */
  pitch: number;
  /** How its noise is taken away; null: it is not. */
  denoise: Denoise | null;
}

/** How noise is taken away. */
export interface Denoise {
  /** How much from 0 to 1. */
  strength: number;
  /** What is as loud as this, in dBFS, is noise. */
  floorDb: number;
}

/** By so many decibels noise is made quieter at most. */
const mostReductionDb = 40;
/** FFmpeg's filter takes so many samples at 48 kHz to begin with: all that it answers comes so much later. */
const denoiseDelay = 1200;

/**
 * FFmpeg's arguments that write parts of files' sound as raw float samples of two channels at 48 kHz: exactly as many
 * as are asked for, with silence where the file has none.
 *
 * @param parts each with where it is written, a name of ours
 */
export function soundPartsArguments(parts: readonly (SoundPart & { outputPath: string })[]): string[] {
  const leads = parts.map(({ first }) => Math.min(leadIn, first));
  const inputs = parts.flatMap(({ path, first }, index) => {
    const at = Math.round(((first - (leads[index] ?? 0)) * 1_000_000) / sampleRate);
    return ['-protocol_whitelist', 'file', '-f', 'mov', '-vn', '-ss', `${at}us`, '-i', path];
  });
  const outputs = parts.flatMap(({ count, tempo, pitch, denoise, outputPath }, index) => {
    const delay = denoise === null ? 0 : denoiseDelay;
    const filters = [
      'aresample=48000:async=1:first_pts=0',
      'aformat=sample_fmts=flt:channel_layouts=stereo',
      ...(denoise === null ? [] : denoiseFilters(denoise)),
      `atrim=start_sample=${(leads[index] ?? 0) + delay}`,
      'asetpts=N/SR/TB',
      ...pitchAndTempo(pitch, tempo),
      'apad',
      `atrim=end_sample=${count}`,
    ];
    const written = ['-af', filters.join(','), '-flags', '+bitexact', '-f', 'f32le', outputPath];
    return ['-map', `${index}:a:0`, ...written];
  });
  return ['-y', ...inputs, ...outputs];
}

function denoiseFilters({ strength, floorDb }: Denoise): string[] {
  const reductionDb = Math.max(0.01, mostReductionDb * strength);
  return [`apad=pad_len=${denoiseDelay}`, `afftdn=nr=${reductionDb.toFixed(2)}:nf=${floorDb.toFixed(1)}`];
}

/** What is played faster sounds higher: then it is brought back to the time that it takes, whatever its pitch. */
function pitchAndTempo(pitch: number, tempo: Speed | null): string[] {
  const rate = Math.round(sampleRate * 2 ** (pitch / 12));
  const speed = tempo === null ? 1 : tempo.num / tempo.den;
  return [
    ...(rate === sampleRate ? [] : [`asetrate=${rate}`, `aresample=${sampleRate}`]),
    ...tempoFilters((speed * sampleRate) / rate),
  ];
}

/** FFmpeg keeps the sound of a tempo good from a half to twofold: others are made in steps. */
function tempoFilters(tempo: number): string[] {
  if (tempo === 1) return [];
  const steps: number[] = [];
  let rest = tempo;
  while (rest > 2) {
    steps.push(2);
    rest /= 2;
  }
  while (rest < 0.5) {
    steps.push(0.5);
    rest *= 2;
  }
  return [...steps, rest].map((step) => `atempo=${step.toFixed(9)}`);
}

/** Reads a mix as it was written. */
export function rawSound(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-f', 'f32le', '-ar', String(sampleRate), '-ac', '2', '-i', path];
}

/** FFmpeg's arguments that measure how loud a mix is with a gain; its last lines of standard error say it. */
export function measureArguments(path: string, gain: MixGain): string[] {
  const filters = [...gainFilters(gain), 'ebur128=framelog=verbose'];
  return ['-loglevel', 'info', ...rawSound(path), '-af', filters.join(','), '-f', 'null', '-'];
}
