import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApiError } from '@weireel/client';
import { FfmpegError, runFfmpeg, type FfmpegFailure, type FfmpegRunOptions } from '@weireel/ffmpeg';
import { sniffContainer } from '@weireel/media';
import { inputArguments } from '@weireel/transcode';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  publish,
  publishAll,
  register,
  sendParts,
  signInAsAdmin,
  waitForVideo,
  type Person,
} from '../api.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { bombs, clipsWithReferences, scripts, type HostileFile } from '../hostile-files.ts';
import { leftoversOf, namesIn, processesOf } from '../leftovers.ts';
import { h264, makeClip } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import { startServer, type RunningServer } from '../server.ts';
import { testDatabase, testFolder } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
// Programs that others run must be where others may go.
await chmod(folder, 0o755);

/** Bytes that stand in the canary and nowhere else. */
const song = randomUUID();
const canaryPath = join(folder, 'canary.mp4');
const asked: string[] = [];
const canary = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end(song);
});
let address = '';
let clip: Uint8Array;

beforeAll(async () => {
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  undo(async () => canary.close());
  const { port } = canary.address() as AddressInfo; // it listens on TCP
  address = `http://127.0.0.1:${port}/canary.ts`;
  const small = { picture: 'testsrc2=s=128x72:r=25:d=0.4', encoding: h264, hasSound: false };
  clip = await readFile(await makeClip(join(folder, 'small.mp4'), small));
  await writeFile(canaryPath, Buffer.concat([clip, Buffer.from(song)]), { mode: 0o644 });
});

/** How uploads that were made at once ended: `ready`, or their codes. */
async function endsOf(person: Person, files: readonly Uint8Array[]): Promise<string[]> {
  const ends = await publishAll(person, files);
  return ends.map((end) => (end instanceof ApiError ? end.code : (end.failure?.code ?? end.state)));
}

/** Files below a folder that hold the song of the canary. */
async function filesWithSong(place: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path)).includes(song)) found.push(path);
  }
  return found;
}

describe('hostile files', () => {
  let server: RunningServer;
  let person: Person;
  let env: Record<string, string>;

  beforeAll(async () => {
    env = { DATABASE_URL: (await testDatabase(undo)).url, WEIREEL_MAX_DURATION_MINUTES: '2' };
    server = await startServer({ dataFolder: join(folder, 'data'), env });
    undo(() => server.dispose());
    person = await register(server.url);
  });

  /** Uploads all at once and compares how they ended. */
  async function expectEnds(files: HostileFile[]): Promise<void> {
    const ends = await endsOf(
      person,
      files.map(({ bytes }) => bytes),
    );
    const unexpected = files.flatMap(({ name, ends: allowed }, n) => {
      const end = ends[n] ?? 'nothing';
      return allowed.includes(end) ? [] : [[name, end]];
    });
    expect(unexpected).toEqual([]);
  }

  test('open nothing that a playlist or script names, whatever it looks like (GOAL-90)', async () => {
    await expectEnds(scripts({ path: canaryPath, address }));
  });

  test('get no data from elsewhere, and leave no attachment anywhere', async () => {
    await expectEnds(await clipsWithReferences(folder, { path: canaryPath, address }));
    expect(await namesIn('/tmp')).not.toContain('weireel-planted.ttf');
  });

  test('do not become large when they are opened (GOAL-91)', async () => {
    await expectEnds(await bombs(folder));
  });

  test('may be called anything', async () => {
    const names = [
      '../../../../../../tmp/weireel-planted.mp4',
      '-i',
      'file:/etc/passwd',
      '$(touch /tmp/weireel-planted);`id`\n;&|<>*?[]{}~!#"\'\\.mp4',
      '%d%s%n%00.mp4',
      'con.mp4\r\nset-cookie: a=b',
      '\u202egpm.4pm\u200b\ufeff 微影🎬.mp4',
    ];
    const ends = await Promise.all(
      names.map(async (fileName) => {
        const { api } = person;
        const upload = await api.call('createUpload', { body: { fileName, sizeBytes: clip.length } });
        const body = { assetId: upload.assetId, title: 'Named', visibility: 'private' } as const;
        const { id } = await api.call('createVideo', { body });
        await sendParts(api, upload, clip);
        await api.call('completeUpload', { params: { id: upload.id } });
        return (await waitForVideo(api, id)).state;
      }),
    );
    expect(ends).toEqual(names.map(() => 'ready'));
    expect((await namesIn('/tmp')).filter((name) => name.startsWith('weireel-planted'))).toEqual([]);
  });

  test('do not lead elsewhere when a symbolic link lies in place of the source', async () => {
    const { videoId, assetId } = await publish(person, { file: clip });
    await waitForVideo(person.api, videoId);
    const sources = join(server.dataFolder, 'blobs/blobs/assets', assetId, 'source');
    const [name = ''] = await readdir(sources);
    const kept = await readFile(join(sources, name));
    await unlink(join(sources, name));
    await symlink(canaryPath, join(sources, name));
    await person.api.call('reprocessVideo', { params: { id: videoId } });
    const admin = await signInAsAdmin(server.url);
    await eventually(async () => {
      const { items } = await admin.api.call('adminJobs', { query: { state: 'dead', limit: 100 } });
      return items.some((job) => job.assetId === assetId && job.error?.code === 'source_missing');
    }, mediaLimitMs);
    await unlink(join(sources, name));
    await writeFile(join(sources, name), kept);
  });

  test('have had nothing read, nobody asked, no process left and the worker alive', async () => {
    expect(server.log()).not.toContain('the worker ended');
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(asked).toEqual([]);
    expect(await filesWithSong(server.dataFolder)).toEqual([]);
    expect(await leftoversOf(server.dataFolder, env)).toEqual([]);
  });

  test('would have reached the canary, had FFmpeg not been told to stay', async () => {
    const list = join(folder, 'list.m3u8');
    await writeFile(list, `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${address}\n#EXT-X-ENDLIST\n`);
    const careless = ['-protocol_whitelist', 'file,http,tcp', '-f', 'hls', list];
    await runTool('ffprobe', careless).catch(() => null);
    expect(asked.splice(0)).not.toEqual([]);
    // Our arguments alone, without the sandbox, keep it from asking as well.
    for (const { bytes } of scripts({ path: canaryPath, address })) {
      const demuxer = sniffContainer(bytes);
      if (demuxer === null) continue;
      const path = join(folder, 'script');
      await writeFile(path, bytes);
      const args = [...inputArguments({ demuxer, path }), '-f', 'null', '-'];
      await expect(runTool('ffmpeg', args)).rejects.toThrowError();
    }
    expect(asked).toEqual([]);
  });
});

describe('a program in the place of FFmpeg', () => {
  const roomy = { addressSpaceBytes: 4e9, cpuSeconds: 60, fileBytes: 1e9, timeoutMs: 60_000 };

  /** Runs a script in its place and says how it was stopped; nothing of it may be left then. */
  async function failureOf(
    script: string,
    limits: Partial<typeof roomy>,
    more: Partial<FfmpegRunOptions> = {},
  ): Promise<FfmpegFailure | 'ended well'> {
    const place = await mkdtemp(join(folder, 'fake-'));
    await chmod(place, 0o755);
    const program = join(place, 'ffmpeg');
    await writeFile(program, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
    const work = join(place, 'work');
    await mkdir(work);
    const signal = new AbortController().signal;
    const run = runFfmpeg({
      program,
      args: [],
      folder: work,
      limits: { ...roomy, ...limits },
      signal,
      ...more,
    });
    const failure = await run.then(
      () => 'ended well' as const,
      (error: unknown) => {
        if (error instanceof FfmpegError) return error.failure;
        throw error;
      },
    );
    await eventually(async () => (await processesOf(place)).length === 0);
    return failure;
  }

  const attacks: [what: string, script: string, limits: Partial<typeof roomy>, failure: FfmpegFailure][] = [
    ['sleeps', 'exec sleep 1000', { timeoutMs: 300 }, 'timeout'],
    [
      'waits for a child that is stopped and hears no signal',
      "sh -c 'kill -STOP $$' & wait",
      { timeoutMs: 300 },
      'timeout',
    ],
    [
      'does not hear that it should end',
      "trap '' TERM INT HUP; while :; do read -t 1 x <> <(:); done",
      { timeoutMs: 300 },
      'timeout',
    ],
    ['spins', 'while :; do :; done', { cpuSeconds: 1 }, 'processor'],
    ['eats memory', 'x=$(head -c 1G /dev/zero | tr "\\0" x)', { addressSpaceBytes: 300e6 }, 'memory'],
    ['fills the disk', 'exec head -c 3G /dev/zero > out/large', { fileBytes: 1e6 }, 'output'],
    ['floods the messages', 'exec cat /dev/zero >&2', { timeoutMs: 500 }, 'timeout'],
    ['floods the progress', 'exec cat /dev/zero', { timeoutMs: 500 }, 'timeout'],
    ['floods the output pipe', 'exec cat /dev/zero >&3', { timeoutMs: 500 }, 'timeout'],
    ['says that it failed', 'echo no >&2; exit 1', {}, 'failed'],
    ['leaves children', 'for n in 1 2 3; do sleep 1000 & done; exit 1', {}, 'failed'],
    ['leaves children that hide', 'setsid -f sleep 1000; (setsid -f sleep 1000 &) ; exit 1', {}, 'failed'],
  ];

  test.each(attacks)(
    'that %s is stopped, and nothing of it is left',
    async (_what, script, limits, failure) => {
      expect(await failureOf(script, limits, { outputPipes: 1 })).toBe(failure);
    },
  );

  test('that breeds is stopped with all its brood', async () => {
    const script = 'breed() { sleep 0.05; breed & breed & wait; }; breed';
    expect(await failureOf(script, { timeoutMs: 400 })).toBe('timeout');
  });

  test('costs its video and nothing else, and is gone when its video is deleted', async () => {
    const place = await mkdtemp(join(folder, 'fake-'));
    await chmod(place, 0o755);
    const asks = 'case "$*" in *-version*|*-encoders*|*-filters*) exec ffmpeg "$@";; esac';
    const mischief =
      'setsid -f sleep 1000; head -c 5M /dev/zero >&2; head -c 90M /dev/urandom >&3; exec sleep 1000';
    await writeFile(join(place, 'ffmpeg'), `#!/bin/bash\n${asks}\n${mischief}\n`, { mode: 0o755 });
    await writeFile(join(place, 'ffprobe'), '#!/bin/bash\nexec ffprobe "$@"\n', { mode: 0o755 });
    const dataFolder = join(place, 'data');
    const env = { DATABASE_URL: (await testDatabase(undo)).url, WEIREEL_FFMPEG: join(place, 'ffmpeg') };
    const server = await startServer({ dataFolder, env });
    undo(() => server.dispose());
    const person = await register(server.url);
    expect(await endsOf(person, [clip])).toEqual(['media_damaged']);

    await writeFile(join(place, 'ffmpeg'), `#!/bin/bash\n${asks}\nsetsid -f sleep 1000; exec sleep 1000\n`);
    const { videoId } = await publish(person, { file: clip });
    const sleepers = async (): Promise<number> =>
      (await processesOf(join(dataFolder, 'work'))).filter((command) => command.startsWith('sleep')).length;
    await eventually(async () => (await sleepers()) === 2);
    await person.api.call('deleteVideo', { params: { id: videoId } });
    await eventually(async () => (await sleepers()) === 0);
    expect(server.log()).not.toContain('the worker ended');
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(await leftoversOf(dataFolder, env)).toEqual([]);
  });
});
