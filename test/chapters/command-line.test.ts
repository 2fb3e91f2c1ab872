import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { runCli, type CliEnd } from '../cli.ts';
import { screen, settle } from '../community/settle.ts';
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

function chapters(...args: string[]): Promise<CliEnd> {
  const env = { WEIREEL_SERVER: server.url, WEIREEL_TOKEN: author.token, XDG_CONFIG_HOME: folder };
  return runCli(env, 'chapters', ...args);
}

test('chapters are written from a file and listed as such a file has them; what is none is named', async () => {
  const id = await screen(server, author);
  const file = join(folder, 'parts.txt');
  await writeFile(file, '\uFEFF0:00 [Opening]\r\n\r\n0:05.250  1. 海边：日出 \n');
  const sent = await chapters(id, '--put', file);
  expect(sent).toEqual({ code: 0, stdout: '0:00 [Opening]\n0:05.250 1. 海边：日出\n', stderr: '' });
  expect(await chapters(`${server.url}/watch/${id}`)).toEqual(sent);

  await writeFile(file, '0:00 Opening\nand so on\n');
  const refused = await chapters(id, '--put', file);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('parts.txt:2: no time and title');
  expect((await chapters(id)).stdout).toBe(sent.stdout);
  expect((await chapters(id, '--put', join(folder, 'nowhere.txt'))).stderr).toContain('cannot be read');
  await writeFile(file, '');
  expect(await chapters(id, '--put', file)).toEqual({ code: 0, stdout: '', stderr: '' });
});
