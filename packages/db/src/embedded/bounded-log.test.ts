import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepLog } from './bounded-log.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps at most two files of the given size, the newest lines last', async () => {
  const path = join(folder, 'logs', 'postgres.log');
  const lines = Array.from({ length: 100 }, (_, index) => `line ${String(index).padStart(4, '0')}\n`);
  const log = keepLog(Readable.from(lines), path, 100);
  await log.finished;
  expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['postgres.log', 'postgres.log.1']);
  const kept = (await readFile(`${path}.1`, 'utf8')) + (await readFile(path, 'utf8'));
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(lines.join('').endsWith(kept)).toBe(true);
  expect(log.tail().endsWith('line 0099\n')).toBe(true);
});

it('goes on with what an earlier run wrote', async () => {
  const path = join(folder, 'postgres.log');
  await writeFile(path, 'before\n');
  await keepLog(Readable.from(['after\n']), path, 100).finished;
  expect(await readFile(path, 'utf8')).toBe('before\nafter\n');
});

it('reads the stream to its end when the file cannot be written', async () => {
  await writeFile(join(folder, 'file'), '');
  const log = keepLog(Readable.from(['one\n', 'two\n']), join(folder, 'file', 'postgres.log'), 100);
  await log.finished;
  expect(log.tail()).toBe('one\ntwo\n');
});
