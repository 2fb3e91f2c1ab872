import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from './stamps.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  await mkdir(join(root, 'apps/web/src'), { recursive: true });
  await writeFile(join(root, 'apps/web/src/main.ts'), 'one');
  await writeFile(join(root, 'lock.json'), '{}');
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('hashOf', () => {
  const paths = ['apps/web', 'lock.json', 'absent'];

  it('changes with a byte, a name and a new file', async () => {
    const hashes = [hashOf(root, paths)];
    await writeFile(join(root, 'apps/web/src/main.ts'), 'two');
    hashes.push(hashOf(root, paths));
    await writeFile(join(root, 'apps/web/src/other.ts'), '');
    hashes.push(hashOf(root, paths));
    await rm(join(root, 'lock.json'));
    hashes.push(hashOf(root, paths));
    expect(new Set(hashes).size).toBe(4);
  });

  it('does not change with tests, builds and hidden files', async () => {
    const before = hashOf(root, paths);
    await mkdir(join(root, 'apps/web/dist'));
    await writeFile(join(root, 'apps/web/dist/index.html'), '');
    await writeFile(join(root, 'apps/web/src/main.test.ts'), '');
    await writeFile(join(root, 'apps/web/.note'), '');
    expect(hashOf(root, paths)).toBe(before);
  });
});
