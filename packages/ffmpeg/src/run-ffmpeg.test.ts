import { chmod, copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyEnd, FfmpegError } from './ffmpeg-error.ts';
import { outputPath } from './output-files.ts';
import {
  readFfprobeLines,
  runFfmpeg,
  runFfprobe,
  type FfmpegRunOptions,
  type RunLimits,
} from './run-ffmpeg.ts';

const roomy: RunLimits = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e9, timeoutMs: 100_000 };
const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=1'];
const stream = ['-f', 'mp4', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

let folder = '';
let programs = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-ffmpeg-'));
  programs = await mkdtemp(join(tmpdir(), 'weireel-ffmpeg-'));
});
afterAll(async () => {
  for (const path of [folder, programs]) await rm(path, { recursive: true });
});

function run(more: Partial<FfmpegRunOptions>, limits: Partial<RunLimits> = {}): Promise<string[]> {
  return runFfmpeg({
    program: 'ffmpeg',
    args: [],
    folder,
    limits: { ...roomy, ...limits },
    signal: new AbortController().signal,
    ...more,
  });
}

/** A program in FFmpeg's place that does what a script says. */
async function fake(script: string): Promise<string> {
  const path = join(programs, `fake-${(await readdir(programs)).length}`);
  await chmod(programs, 0o755);
  await writeFile(path, `#!/bin/bash\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function failureOf(running: Promise<unknown>): Promise<FfmpegError> {
  const error: unknown = await running.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof FfmpegError) return error;
  throw new Error('an FfmpegError was expected', { cause: error });
}

describe('a run of FFmpeg', () => {
  it('writes two renditions to two pipes at once and says how far it is', async () => {
    const sizes = [0, 0];
    const frames: (number | null)[] = [];
    const output = (pipe: number) => ['-map', '0:v', '-c:v', 'libx264', ...stream, `pipe:${pipe}`];
    await run({
      args: [...picture, ...output(3), ...output(4)],
      outputPipes: 2,
      onProgress: ({ frame }) => frames.push(frame),
      async readOutput(pipe, index) {
        // A pipe yields buffers.
        for await (const chunk of pipe) sizes[index] = (sizes[index] ?? 0) + (chunk as Buffer).length;
      },
    });
    expect(Math.min(...sizes)).toBeGreaterThan(1000);
    expect(frames.at(-1)).toBe(25);
  });

  it('carries arguments, exit code and last messages when it fails', async () => {
    const args = ['-f', 'mov', '-i', 'file:missing.mp4', '-f', 'null', '-'];
    const error = await failureOf(run({ args }));
    expect(error).toMatchObject({ failure: 'failed', exitCode: 1 });
    expect(error.argv.slice(0, 2)).toEqual(['ffmpeg', '-nostdin']);
    expect(error.argv.slice(-args.length)).toEqual(args);
    expect(error.stderr.join()).toContain('No such file');
  });

  it('ends with the reader’s error when the reader cannot go on', async () => {
    const running = run({
      args: [...['-f', 'lavfi', '-i', 'testsrc2=d=600'], '-c:v', 'libx264', ...stream, 'pipe:3'],
      outputPipes: 1,
      readOutput: () => Promise.reject(new Error('the disk is full')),
    });
    await expect(running).rejects.toThrowError('the disk is full');
  });

  it('ends with the reason of its signal when it is aborted', async () => {
    const abort = new AbortController();
    const running = run({
      args: [...['-f', 'lavfi', '-i', 'testsrc2=d=600'], '-f', 'null', '-'],
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('the lease is lost')),
    });
    await expect(running).rejects.toThrowError('the lease is lost');
  });
});

describe('limits of a run', () => {
  it('calls a run that takes too long a timeout', async () => {
    const error = await failureOf(run({ program: await fake('exec sleep 600') }, { timeoutMs: 50 }));
    expect(error.failure).toBe('timeout');
  });

  it('lets a run go on whose time no timer can count', async () => {
    const running = run({ program: await fake('exec sleep 0.2') }, { timeoutMs: 2 ** 31 });
    await expect(running).resolves.toEqual([]);
  });

  it('tells a spinning program from a damaged file', async () => {
    const error = await failureOf(run({ program: await fake('while :; do :; done') }, { cpuSeconds: 1 }));
    expect(error.failure).toBe('processor');
  });

  it('tells real FFmpeg that computes too long from a damaged file', async () => {
    const args = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:d=600', '-f', 'null', '-'];
    expect((await failureOf(run({ args }, { cpuSeconds: 1 }))).failure).toBe('processor');
  });

  it('tells real FFmpeg that lacks memory from a damaged file', async () => {
    const args = ['-f', 'lavfi', '-i', 'testsrc2=s=3840x2160:d=60', '-c:v', 'libx264', '-f', 'null', '-'];
    expect((await failureOf(run({ args }, { addressSpaceBytes: 600e6 }))).failure).toBe('memory');
  });

  it('stops a file that grows beyond its limit', async () => {
    const args = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=640x360:d=600',
      '-c:v',
      'rawvideo',
      '-y',
      outputPath('large.avi'),
    ];
    expect((await failureOf(run({ args }, { fileBytes: 1e6 }))).failure).toBe('output');
    expect((await stat(join(folder, outputPath('large.avi')))).size).toBeLessThanOrEqual(1e6);
  });

  it('keeps the end of a flood of messages', async () => {
    const program = await fake('head -c 20000000 /dev/zero | tr "\\0" x >&2; echo; echo the end >&2; exit 1');
    const error = await failureOf(run({ program }));
    expect(error.stderr.at(-1)).toContain('the end');
    expect(error.stderr.join('').length).toBeLessThanOrEqual(16 * 1024);
  });

  it('does not call a file damaged when the system killed the run', () => {
    const end = { code: null, signal: 'SIGKILL', stderrTail: [] } as const;
    const facts = { timedOut: false, couldSpendCpu: false };
    expect(classifyEnd({ ...end, stderrTail: [] }, facts)).toBe('killed');
  });

  it('says that the disk was full', () => {
    const end = {
      code: 228,
      signal: null,
      stderrTail: ['av_interleaved_write_frame(): No space left on device'],
    };
    expect(classifyEnd(end, { timedOut: false, couldSpendCpu: false })).toBe('storage');
  });
});

describe('a probe', () => {
  const safely = ['-protocol_whitelist', 'file', '-format_whitelist', 'mov,matroska'];

  it('answers in JSON', async () => {
    await run({ args: [...picture, '-c:v', 'libx264', '-y', outputPath('clip.mp4')] });
    const args = [...safely, '-f', 'mov', '-show_format', '-of', 'json', `file:${outputPath('clip.mp4')}`];
    const answer: unknown = JSON.parse(await probe(args));
    expect(answer).toMatchObject({ format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2' } });
  });

  it('is read line by line, however its output is cut', async () => {
    const lines: string[] = [];
    const program = await fake('printf "1|a\\n2|"; sleep 0.1; printf "b\\n3|c"');
    const signal = new AbortController().signal;
    await readFfprobeLines({ program, args: [], folder, limits: roomy, signal }, (line) => lines.push(line));
    expect(lines).toEqual(['1|a', '2|b', '3|c']);
  });

  it.each(['#EXTM3U\n#EXTINF:1,\nclip.mp4\n', 'ffconcat version 1.0\nfile clip.mp4\n'])(
    'reads nothing that a disguised script names: %j',
    async (script) => {
      await run({ args: [...picture, '-c:v', 'libx264', '-y', outputPath('secret.mp4')] });
      await copyFile(join(folder, outputPath('secret.mp4')), join(folder, 'clip.mp4'));
      await writeFile(join(folder, 'script.mp4'), script);
      const named = [...safely, '-show_format', '-of', 'json', 'file:script.mp4'];
      expect((await failureOf(probe(named))).failure).toBe('failed');
      expect((await failureOf(probe(['-f', 'mov', ...named]))).failure).toBe('failed');
    },
  );

  function probe(args: string[]): Promise<string> {
    const signal = new AbortController().signal;
    return runFfprobe({ program: 'ffprobe', args, folder, limits: roomy, signal });
  }
});
