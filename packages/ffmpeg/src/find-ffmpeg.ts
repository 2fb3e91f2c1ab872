import { dirname, join } from 'node:path';
import { startProcess, type ProcessEnd } from '@weireel/process';

/** Programs that were found and can do what we need. */
export interface FfmpegPrograms {
  /** Path or name of ffmpeg. */
  ffmpegPath: string;
  /** Path or name of ffprobe. */
  ffprobePath: string;
  /** Version as FFmpeg says it. */
  version: string;
}

/** FFmpeg is missing or cannot do what we need; the message says what to install. */
export class FfmpegMissingError extends Error {
  override readonly name = 'FfmpegMissingError';
}

const neededEncoders = ['libx264', 'aac', 'mjpeg'];
const neededFilters = ['scale', 'zscale', 'tonemap', 'fps', 'split'];
const advice = 'install it (Debian, Ubuntu: apt-get install ffmpeg), or name its path in WEIREEL_FFMPEG';

/**
 * Finds ffmpeg and its ffprobe and checks what they can do.
 *
 * @param options.ffmpegPath path of ffmpeg, with ffprobe beside it. Default: both from PATH
 * @throws FfmpegMissingError
 */
export async function findFfmpeg(options: { ffmpegPath?: string } = {}): Promise<FfmpegPrograms> {
  const ffmpegPath = options.ffmpegPath ?? 'ffmpeg';
  const ffprobePath = ffmpegPath.includes('/') ? join(dirname(ffmpegPath), 'ffprobe') : 'ffprobe';
  const [encoders, filters] = await Promise.all([
    // Its banner tells the version.
    ask(ffmpegPath, ['-encoders']),
    ask(ffmpegPath, ['-hide_banner', '-filters']),
    ask(ffprobePath, ['-hide_banner', '-version']),
  ]);
  const number = /ffmpeg version (\S+)/.exec(encoders)?.[1] ?? 'unknown';
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(number) ?? [];
  if (major !== undefined && Number(major) * 100 + Number(minor) < 501) {
    throw new FfmpegMissingError(`FFmpeg ${number} is too old: 5.1 or newer is needed; ${advice}`);
  }
  const missing = [
    ...neededEncoders.filter((name) => !hasWord(encoders, name)),
    ...neededFilters.filter((name) => !hasWord(filters, name)),
  ];
  if (missing.length > 0) {
    throw new FfmpegMissingError(`FFmpeg ${number} lacks ${missing.join(', ')}; ${advice}`);
  }
  return { ffmpegPath, ffprobePath, version: number };
}

/** A program that does not answer by then is none that we could use. */
const answerMs = 30_000;

/** What a program says, and what it answers. */
async function ask(command: string, args: string[]): Promise<string> {
  const child = startProcess({ command, args, signal: AbortSignal.timeout(answerMs) });
  let text = '';
  child.output.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  let end: ProcessEnd;
  try {
    end = await child.ended;
  } catch (cause) {
    throw new FfmpegMissingError(`${command} was not found: ${advice}`, { cause });
  }
  if (end.code !== 0) throw new FfmpegMissingError(`${command} does not run (code ${end.code}): ${advice}`);
  return [...end.stderrTail, text].join('\n');
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`^ *\\S+ +${word} `, 'm').test(text);
}
