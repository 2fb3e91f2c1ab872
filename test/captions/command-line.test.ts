import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStore } from '@weireel/blob';
import { captionFileBytes } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, expect, test } from 'vitest';
import { runCli, type CliEnd } from '../cli.ts';
import { screen, settle } from '../community/settle.ts';
import type { Person } from '../api.ts';
import { testFolder } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: InProcessServer;
let author: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await settle(server, { nickname: 'Author' });
});

const srt = '1\n00:00:01,000 --> 00:00:02,500\n大家好\n\n2\n00:00:03,000 --> 00:00:04,000\n再见\n';

function captions(...args: string[]): Promise<CliEnd> {
  const env = { WEIREEL_SERVER: server.url, WEIREEL_TOKEN: author.token, XDG_CONFIG_HOME: folder };
  return runCli(env, 'captions', ...args);
}

test('captions are sent, sent again, listed, written out and deleted', async () => {
  const id = await screen(server, author);
  const file = join(folder, 'words.srt');
  await writeFile(file, `${srt}\n3\n00:00:09,000 --> 00:00:05,000\nback in time\n`);
  const sent = await captions(id, 'zh-CN', '--put', file, '--label', '中文');
  expect(sent).toEqual({
    ...{ code: 0, stdout: 'zh-CN\t中文\t2\tuploaded\n' },
    stderr: 'words.srt:10: left out: it has no duration\n',
  });
  await writeFile(file, srt);
  const again = await captions(`${server.url}/watch/${id}`, 'zh-CN', '--put', file);
  expect(again).toEqual({ code: 0, stdout: 'zh-CN\t中文\t2\tuploaded\n', stderr: '' });
  expect(await captions(id)).toEqual(again);
  expect((await captions(id, 'zh-CN', '--get', 'srt')).stdout).toBe(srt);
  expect((await captions(id, 'zh-CN', '--delete')).code).toBe(0);
  expect(await captions(id)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('what cannot be done is told in a sentence', async () => {
  const id = await screen(server, author);
  const large = join(folder, 'large.srt');
  await writeFile(large, Buffer.alloc(captionFileBytes + 1));
  const wrong: [args: string[], code: number, sentence: string][] = [
    [[id, '--delete'], 2, 'with one of --put, --get and --delete a language'],
    [[id, 'en', '--get', 'srt', '--delete'], 2, 'with one of --put, --get and --delete a language'],
    [[id, 'en', '--get', 'doc'], 2, '--get is one of srt, vtt and ass'],
    [[id, 'en', '--get', 'vtt'], 1, 'The video has no captions in en'],
    [[id, 'en', '--put', join(folder, 'nowhere.srt')], 1, 'There is no such file'],
    [[id, 'en', '--put', large], 1, 'captions have at most 2 MB'],
  ];
  for (const [args, code, sentence] of wrong) {
    const end = await captions(...args);
    expect({ code: end.code, said: end.stderr.includes(sentence) }, end.stderr).toEqual({ code, said: true });
  }
});
