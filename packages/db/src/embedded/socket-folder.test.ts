import { chmod, lstat, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openServerPlace, type ServerPlace } from './server-place.ts';
import { findSocketFolder, makeSocketFolder, removeSocketFolder } from './socket-folder.ts';

const made = new Set<string>();
let place: ServerPlace;

beforeEach(async () => {
  place = await openServerPlace(await mkdtemp(join(tmpdir(), 'weireel-test-')));
});

afterEach(async () => {
  for (const path of made) await rm(path, { recursive: true, force: true });
  made.clear();
  await rm(place.dataFolder, { recursive: true, force: true });
});

async function make(known: string | null = null): Promise<string> {
  const path = await makeSocketFolder(place, known);
  made.add(path);
  return path;
}

it('is a private folder of a name that only the data folder tells', async () => {
  expect(await findSocketFolder(place)).toBeNull();
  const path = await make();
  expect((await lstat(path)).mode & 0o777).toBe(0o700);
  expect((await lstat(place.runtimeFolder)).mode & 0o777).toBe(0o700);
  expect(await findSocketFolder(place)).toBe(path);
  await rm(place.runtimeFolder, { recursive: true });
  await mkdir(place.runtimeFolder);
  expect(await make()).not.toBe(path);
});

it('keeps its name over the end of an owner, so that who stands by finds the next', async () => {
  const path = await make();
  expect(await make()).toBe(path);
  await removeSocketFolder(path);
  expect(await findSocketFolder(place)).toBeNull();
  expect(await make()).toBe(path);
  expect(await findSocketFolder(place)).toBe(path);
});

it.each([
  ['one that others can enter', (path: string) => mkdir(path).then(() => chmod(path, 0o755))],
  ['a link', (path: string) => symlink(place.dataFolder, path)],
])('gives up a name that somebody else has taken with %s', async (_what, take) => {
  const path = await make();
  await removeSocketFolder(path);
  await take(path);
  expect(await findSocketFolder(place)).toBeNull();
  await expect(make(path)).rejects.toThrow('belongs to somebody else now');
  const other = await make();
  expect(other).not.toBe(path);
  expect(await findSocketFolder(place)).toBe(other);
});

it('opens a runtime folder that a copy has opened to others only to its user again', async () => {
  await chmod(place.runtimeFolder, 0o755);
  await openServerPlace(place.dataFolder);
  expect((await lstat(place.runtimeFolder)).mode & 0o777).toBe(0o700);
});
