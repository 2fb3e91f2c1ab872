import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakeRequest } from '@weireel/client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCli, type CliResult } from './testing/run-cli.ts';
import { serveFake, type ServedFake, type Treatment } from './testing/serve-fake.ts';

const partSizeBytes = 1000;

let folder: string;
let served: ServedFake;
let token: string;
let treat: (request: FakeRequest) => Treatment;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-cli-'));
  treat = () => 'answer';
  served = await serveFake(partSizeBytes, (request) => treat(request));
  token = served.fake.register('an', 'correct horse');
});

afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

function environment(more: Record<string, string> = {}): Record<string, string> {
  return { LANG: 'en_US.UTF-8', XDG_CONFIG_HOME: folder, WEIREEL_SERVER: served.url, ...more };
}

function run(
  args: string[],
  more: Record<string, string> = { WEIREEL_TOKEN: token },
  stdin = '',
): Promise<CliResult> {
  return startCli(args, environment(more), stdin, folder).ended;
}

async function write(name: string, sizeBytes: number, fill = 7): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes).map((_, index) => (index * fill) % 251);
  await writeFile(join(folder, name), bytes);
  return bytes;
}

function titles(): string[] {
  return [...served.fake.state.videos.values()].map(({ video }) => video.title).sort();
}

describe('publish', () => {
  it('uploads a file byte by byte, makes a video of its name and prints where to watch it', async () => {
    const bytes = await write('我的 旅行.v2.mp4', 4321);
    const { code, stdout, stderr } = await run(['publish', '我的 旅行.v2.mp4', '--visibility', 'unlisted']);
    expect(stderr).toContain('我的 旅行.v2.mp4: uploading (4.3 kB)');
    expect(code).toBe(0);
    const [published] = served.fake.state.videos.values();
    expect(published?.video).toMatchObject({ title: '我的 旅行.v2', visibility: 'unlisted' });
    expect(stdout).toBe(`${served.url}/watch/${published?.video.id}\t我的 旅行.v2.mp4\n`);
    expect([...served.fake.state.files.values()]).toEqual([bytes]);
  });

  it('takes the videos below folders, other files by name, each once, and equal names too', async () => {
    await mkdir(join(folder, 'a/b'), { recursive: true });
    await write('a/clip.mp4', 1500, 3);
    await write('a/b/clip.mp4', 1500, 5);
    await write('a/b/Film.MOV', 10);
    await write('a/.hidden.mp4', 10);
    await write('a/notes.txt', 10);
    await write('odd.bin', 11);
    const { code, stdout } = await run(['publish', 'a', 'odd.bin', 'a/clip.mp4', '--parallel', '4']);
    expect(code).toBe(0);
    expect(titles()).toEqual(['Film', 'clip', 'clip', 'odd']);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(new Set([...served.fake.state.files.values()].map((file) => file.join())).size).toBe(4);
  });

  it('goes on with a folder: what was published before is not sent again unless asked for or changed', async () => {
    await mkdir(join(folder, 'a'));
    await write('a/one.mp4', 1500, 3);
    const first = await run(['publish', 'a']);
    await write('a/two.mp4', 1500, 5);
    const before = served.requests.length;
    const second = await run(['publish', 'a']);
    expect(second.code).toBe(0);
    expect(second.stdout.split('\n')).toContain(first.stdout.trim());
    expect(second.stderr).toContain('one.mp4: was published before');
    expect(titles()).toEqual(['one', 'two']);
    expect(served.requests.slice(before).filter((line) => line === 'POST /uploads')).toHaveLength(1);

    await write('a/two.mp4', 1501, 7);
    await run(['publish', 'a']);
    expect(titles()).toEqual(['one', 'two', 'two']);
    await run(['publish', 'a/one.mp4', '--again']);
    expect(titles()).toEqual(['one', 'one', 'two', 'two']);
    served.fake.state.videos.clear();
    await run(['publish', 'a/one.mp4']);
    expect(titles()).toEqual(['one']);
  });

  it('publishes many files without a warning of Node', async () => {
    const names = Array.from({ length: 14 }, (_, n) => `${n}.mp4`);
    for (const name of names) await write(name, 10);
    const { code, stderr } = await run(['publish', ...names]);
    expect(code).toBe(0);
    expect(stderr).not.toContain('Warning');
    expect(titles()).toHaveLength(14);
  });

  it('goes on with the others when one fails, says why with the code and exits with 1', async () => {
    await write('good.mp4', 1500);
    await write('empty.mp4', 0);
    const { code, stdout, stderr } = await run(['publish', 'empty.mp4', 'missing.mp4', 'good.mp4']);
    expect(code).toBe(1);
    expect(stderr).toContain('empty.mp4: The file is empty [media_empty]');
    expect(stderr).toContain('missing.mp4: not found');
    expect(stderr).toContain('2 failed');
    expect(stdout).toContain('good.mp4');
    expect(titles()).toEqual(['good']);
  });

  it('endures broken connections', async () => {
    const bytes = await write('a.mp4', 5500);
    let left = 2;
    treat = ({ method }) => (method !== 'GET' && left-- > 0 ? 'break' : 'answer');
    const { code, stderr } = await run(['publish', 'a.mp4']);
    expect(stderr).toContain('a.mp4: waiting for network');
    expect(code).toBe(0);
    expect([...served.fake.state.files.values()]).toEqual([bytes]);
    expect(titles()).toEqual(['a']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at %s and goes on when it is run again', async (signal) => {
    const bytes = await write('a.mp4', 9500);
    const reached = Promise.withResolvers<void>();
    let puts = 0;
    treat = ({ method }) => {
      if (method !== 'PUT' || ++puts < 6) return 'answer';
      reached.resolve();
      return 'hang';
    };
    const first = startCli(['publish', 'a.mp4'], environment({ WEIREEL_TOKEN: token }), '', folder);
    await reached.promise;
    first.kill(signal);
    const { code, stderr } = await first.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('run the same command again');

    treat = () => 'answer';
    const before = served.requests.length;
    const again = await run(['publish', 'a.mp4']);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('a.mp4: resuming');
    expect(served.requests.slice(before).filter((line) => line.startsWith('PUT'))).toHaveLength(5);
    expect([...served.fake.state.files.values()]).toEqual([bytes]);
    expect(served.fake.state.uploads.size).toBe(1);
    expect(titles()).toEqual(['a']);
  });

  it('waits with --wait until the video is ready, and fails when the video does', async () => {
    await write('a.mp4', 10);
    let asked = 0;
    treat = ({ method, path }) => {
      const [published] = served.fake.state.videos.values();
      if (method === 'GET' && path.includes('/videos/') && published !== undefined) {
        published.video.state =
          ['processing', 'processing', 'ready'][asked] === 'ready' ? 'ready' : 'processing';
        published.video.playable = asked++ > 0;
      }
      return 'answer';
    };
    const ready = await run(['publish', 'a.mp4', '--wait']);
    expect(ready.code).toBe(0);
    expect(ready.stderr).toMatch(/a\.mp4: playable, still being processed\n(.*\n)*a\.mp4: ready/);

    treat = () => {
      for (const { video } of served.fake.state.videos.values()) {
        video.state = 'failed';
        video.failure = { code: 'media_no_video', retryable: false, message: 'The file has no video track' };
      }
      return 'answer';
    };
    const failed = await run(['publish', 'a.mp4', '--wait']);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('a.mp4: The file has no video track [media_no_video]');
  });

  it('speaks Chinese where the locale does', async () => {
    await write('a.mp4', 10);
    const { stderr } = await run(['publish', 'a.mp4'], { WEIREEL_TOKEN: 'dead', LANG: 'zh_CN.UTF-8' });
    expect(stderr).toContain('[unauthenticated]');
    expect((await run(['publish'], { LANG: 'zh_CN.UTF-8' })).stderr).toContain('请给出要发布的文件或文件夹');
  });

  it('says at once when nobody is signed in, or the server cannot be reached', async () => {
    await write('a.mp4', 10);
    const unknown = await run(['publish', 'a.mp4'], {});
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('You are not signed in');
    const away = { WEIREEL_TOKEN: token, WEIREEL_SERVER: 'http://127.0.0.1:1' };
    const unreachable = await run(['publish', 'a.mp4'], away);
    expect(unreachable.code).toBe(1);
    expect(unreachable.stderr).toContain('http://127.0.0.1:1: The server cannot be reached');
  });
});

describe('login', () => {
  const path = () => join(folder, 'weireel/credentials.json');

  it('keeps a token that only its owner can read, and logout ends it on the server too', async () => {
    const login = await run(['login', '--account', 'an'], { WEIREEL_PASSWORD: 'correct horse' });
    expect(login).toMatchObject({ code: 0, stdout: '' });
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(await readFile(path(), 'utf8')).not.toContain('correct horse');

    await write('a.mp4', 10);
    const withoutServer = { WEIREEL_SERVER: '' };
    expect((await run(['publish', 'a.mp4'], withoutServer)).code).toBe(0);

    const sessions = served.fake.state.sessions.size;
    expect((await run(['logout'], withoutServer)).code).toBe(0);
    expect(served.fake.state.sessions.size).toBe(sessions - 1);
    expect((await run(['publish', 'a.mp4'], {})).stderr).toContain('not signed in');
  });

  it('takes the password from standard input', async () => {
    expect((await run(['login', '--account', 'an'], {}, 'correct horse\n')).code).toBe(0);
    expect((await run(['login', '--account', 'an'], {}, '')).stderr).toContain('No password was given');
  });

  it('asks for a code where the account needs one: the next line, or the only one', async () => {
    served.fake.register('careful', 'correct horse', '123456');
    const login = ['login', '--account', 'careful'];
    expect((await run(login, {}, 'correct horse\n123456\n')).code).toBe(0);
    const wrong = await run(login, { WEIREEL_PASSWORD: 'correct horse' }, '654321\n');
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('[wrong_code]')]);
    expect((await run(login, {}, 'correct horse\n')).stderr).toContain('No code was given');
  });

  it('says what is wrong with the code, and keeps nothing', async () => {
    const { code, stderr } = await run(['login', '--account', 'an'], { WEIREEL_PASSWORD: 'wrong' });
    expect(code).toBe(1);
    expect(stderr).toContain('[wrong_credentials]');
    await expect(stat(path())).rejects.toThrow('ENOENT');
  });
});

describe('status', () => {
  it('says how a video stands, by its id or its URL', async () => {
    await write('a.mp4', 10);
    const url = (await run(['publish', 'a.mp4'])).stdout.split('\t')[0] ?? '';
    const byUrl = await run(['status', url], { WEIREEL_SERVER: '' });
    expect(byUrl).toMatchObject({ code: 0, stderr: '' });
    expect(byUrl.stdout).toBe(`a\nready, playable\n  Upload                  done\n${url}\n`);
    const byId = await run(['status', url.slice(-16)], { LANG: 'zh_CN.UTF-8' });
    expect(byId.stdout).toContain('已就绪，可以播放');
  });

  it('shows no terminal what a stranger put into a title', async () => {
    await write('a.mp4', 10);
    const url = (await run(['publish', 'a.mp4'])).stdout.split('\t')[0] ?? '';
    for (const { video } of served.fake.state.videos.values())
      video.title = '\u001b]0;owned\u0007\u202ea\nready';
    const { stdout } = await run(['status', url]);
    expect(stdout.split('\n')[0]).toBe('\ufffd]0;owned\ufffd\ufffda\ufffdready');
  });

  it('fails with the code when there is no such video', async () => {
    const { code, stderr } = await run(['status', 'abcdefgh12345678']);
    expect(code).toBe(1);
    expect(stderr).toContain('[not_found]');
  });
});
