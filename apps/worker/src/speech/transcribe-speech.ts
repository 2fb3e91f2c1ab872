import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { mostCaptions, WeireelError, type CaptionCue } from '@weireel/contract';
import type { StoredArtefact } from '@weireel/db/videos';
import { runFfmpeg } from '@weireel/ffmpeg';
import { planTranscode, speechArguments } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import { examineSource, type SourceContext } from '../processing/examine-source.ts';
import { askEngine, type SpeechEngine } from './ask-engine.ts';
import { cleanTranscript } from './clean-transcript.ts';
import { endOfPiece, lengthMsOf, longestPiece, writeWav } from './cut-speech.ts';

/** What is listened to, and by whom. */
export interface SpeechWork {
  /** Where the source is, and what reads it. */
  context: SourceContext;
  /** Folder that takes the source, and holds nothing else. */
  folder: string;
  /** The source; null: it is missing. */
  source: StoredArtefact<'source'> | null;
  /** Who listens. */
  engine: SpeechEngine;
  /** The language that is spoken, as BCP 47 has it. */
  language: string;
  /** Ends the work. */
  signal: AbortSignal;
  /** Told after each piece how far it is, from 0 to 1; a rejection ends the work. */
  onProgress: (share: number) => Promise<void>;
}

const sampleBytes = Int16Array.BYTES_PER_ELEMENT;
const soundName = 'speech.s16';

/**
 * Writes down what is spoken in a source, piece by piece.
 *
 * @throws WeireelError `nothing_said`, `speech_failed`, and as `examineSource` does
 */
export async function transcribeSpeech(work: SpeechWork): Promise<CaptionCue[]> {
  const { engine, language, signal, onProgress } = work;
  const { path, startMs, samples } = await writeSpeech(work);
  const cues: CaptionCue[] = [];
  const file = await open(path);
  try {
    for (let from = 0; from < samples;) {
      const piece = new Int16Array(Math.min(longestPiece, samples - from));
      await file.read(piece, 0, piece.byteLength, from * sampleBytes);
      const heard = piece.subarray(0, endOfPiece(piece, from + piece.length >= samples));
      const place = { fromMs: Math.round(startMs + lengthMsOf(from)), lengthMs: lengthMsOf(heard.length) };
      const spoken = { language: language.split('-')[0] ?? language, signal };
      cues.push(...cleanTranscript(await askEngine(engine, writeWav(heard), spoken), place));
      from += heard.length;
      await onProgress(from / samples);
    }
  } finally {
    await file.close();
  }
  if (cues.length === 0) throw new WeireelError('nothing_said');
  return cues.slice(0, mostCaptions);
}

/** Decodes a source's sound into a file of samples beside it. */
async function writeSpeech({
  context,
  source,
  folder,
  signal,
}: SpeechWork): Promise<{ path: string; startMs: number; samples: number }> {
  const { input, probe } = await examineSource(context, { source, folder, signal });
  const { audio, endMs } = planTranscode(probe);
  if (audio === null) throw new WeireelError('nothing_said');
  const path = join(folder, soundName);
  const file = await open(path, 'w');
  let bytes = 0;
  try {
    await runFfmpeg({
      program: context.programs.ffmpegPath,
      args: speechArguments(input, audio, 3),
      folder,
      limits: runLimits({ durationMs: endMs, memoryBytes: 0, speedFloor: 5 }),
      signal,
      outputPipes: 1,
      async readOutput(output) {
        // A pipe yields buffers.
        for await (const chunk of output) bytes += (await file.write(chunk as Buffer)).bytesWritten;
      },
    });
  } finally {
    await file.close();
  }
  return { path, startMs: Math.max(0, audio.startMs), samples: Math.floor(bytes / sampleBytes) };
}
