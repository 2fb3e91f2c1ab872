import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FfmpegMissingError, findFfmpeg } from './find-ffmpeg.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-find-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A program that answers every question with the same text. */
async function program(name: string, answer: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\ncat <<'END'\n${answer}\nEND\n`);
  await chmod(path, 0o755);
  return path;
}

it('finds the FFmpeg of this system', async () => {
  const found = await findFfmpeg();
  expect(found.ffmpegPath).toBe('ffmpeg');
  expect(found.version).toMatch(/\d/);
});

it('says what to install when there is none', async () => {
  const search = findFfmpeg({ ffmpegPath: '/nowhere/ffmpeg' });
  await expect(search).rejects.toThrowError(
    /\/nowhere\/ff\w+ was not found: install it .*apt-get install ffmpeg/,
  );
  await expect(search).rejects.toBeInstanceOf(FfmpegMissingError);
});

it('refuses one that is too old, or that lacks an encoder', async () => {
  await program('ffprobe', 'ffprobe version 4.4');
  const old = await program('ffmpeg', 'ffmpeg version 4.4.2-0ubuntu');
  await expect(findFfmpeg({ ffmpegPath: old })).rejects.toThrowError('4.4.2-0ubuntu is too old');
  const bare = await program(
    'ffmpeg',
    'ffmpeg version n7.1\n V....D libx264 H.264\n A....D aac AAC\n V..... mjpeg MJPEG',
  );
  await expect(findFfmpeg({ ffmpegPath: bare })).rejects.toThrowError(
    'lacks scale, zscale, tonemap, fps, split',
  );
});
