import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addCosts, runPlainFfmpeg, type Cost } from '../run-measured.ts';

/** The two commands that a person would type, until the last segment lies on the disk. */
export async function runPlainCommands(clip: string, folder: string, signal: AbortSignal) {
  const work = await mkdtemp(join(folder, 'plain-'));
  try {
    const encode = await runPlainFfmpeg(
      ['-i', clip, '-vcodec', 'libx264', '-crf', '23', 'output.mp4'],
      work,
      signal,
    );
    const cut = await runPlainFfmpeg(
      [
        ...['-i', 'output.mp4', '-codec', 'copy', '-map', '0', '-f', 'segment'],
        ...['-segment_list', 'out.m3u8', '-segment_time', '10', 'out%03d.ts'],
      ],
      work,
      signal,
    );
    return { encode, both: addCosts(encode, cut) } satisfies Record<string, Cost>;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
