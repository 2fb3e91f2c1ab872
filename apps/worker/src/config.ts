import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defaultMediaLimits, type MediaLimits } from '@weireel/media';
import { readMailServer, type MailServer } from '@weireel/mail';
import type { SpeechEngine } from './speech/ask-engine.ts';

/** Everything that the environment decides for a worker. */
export interface WorkerConfig {
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** PostgreSQL to use; null: the embedded one of a running server. */
  databaseUrl: string | null;
  /** Jobs of the slow kind at once. */
  slowJobs: number;
  /** Path of ffmpeg; null: the one on PATH. */
  ffmpegPath: string | null;
  /** Share of editions whose bytes are checked after they were made, 0 to 1. */
  checkShare: number;
  /** Descriptor for signs of life towards who keeps the worker running; null: nobody does. */
  pulseFd: number | null;
  /** Who writes down speech; null: nobody does. */
  speech: SpeechEngine | null;
  /** By whom mail goes out, and the address that links in it begin with; null: it goes nowhere. */
  mail: { server: MailServer; publicUrl: string } | null;
  /** What is accepted. */
  mediaLimits: MediaLimits;
}

const usualCheckPercent = 2;

/** Reads the settings; what the server checked is not checked again. */
export function readWorkerConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const minutes = Number(env['WEIREEL_MAX_DURATION_MINUTES'] ?? '');
  const workers = Number(env['WEIREEL_WORKERS'] ?? '');
  return {
    dataFolder: resolve(env['WEIREEL_DATA'] || 'data'),
    databaseUrl: env['DATABASE_URL'] || null,
    slowJobs: workers >= 1 ? Math.floor(workers) : Math.max(1, Math.floor(availableParallelism() / 2)),
    ffmpegPath: env['WEIREEL_FFMPEG'] || null,
    checkShare: Number(env['WEIREEL_CHECK_PERCENT'] || usualCheckPercent) / 100,
    pulseFd: Number(env['WEIREEL_PULSE_FD']) || null,
    speech: speechEngine(env),
    mail: mailOf(env),
    mediaLimits: {
      ...defaultMediaLimits,
      ...(minutes > 0 && { maxDurationMs: minutes * 60_000 }),
    },
  };
}

function mailOf(env: NodeJS.ProcessEnv): WorkerConfig['mail'] {
  const server = readMailServer(env);
  const publicUrl = env['WEIREEL_PUBLIC_URL']?.trim().replace(/\/+$/, '') ?? '';
  return server !== null && publicUrl !== '' ? { server, publicUrl } : null;
}

/** Of OpenAI's models the one that says when each line is spoken; engines with one model look at no name. */
const usualModel = 'whisper-1';

function speechEngine(env: NodeJS.ProcessEnv): SpeechEngine | null {
  const url = env['WEIREEL_SPEECH_URL']?.trim();
  if (!url) return null;
  return { url, model: env['WEIREEL_SPEECH_MODEL'] || usualModel, key: env['WEIREEL_SPEECH_KEY'] || null };
}
