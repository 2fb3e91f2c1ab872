import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leastAvailable, readAvailableMemory, readMemoryGroups } from './available-memory.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'weireel-memory-'));
});
afterAll(() => rm(root, { recursive: true }));

async function system(name: string, files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name, path)), { recursive: true });
    await writeFile(join(root, name, path), text);
  }
  return join(root, name);
}

it('is what the narrowest of machine and groups leaves, cached files not counted as used', () => {
  const group = { limitBytes: 1000, usedBytes: 900, cachedBytes: 500 };
  expect(leastAvailable(2000, [])).toBe(2000);
  expect(leastAvailable(2000, [group])).toBe(600);
  expect(leastAvailable(200, [group])).toBe(200);
  expect(leastAvailable(2000, [group, { ...group, usedBytes: 2000 }])).toBe(0);
});

it('reads the limits of a service and of the slice that it is in', async () => {
  const folder = await system('service', {
    'proc/self/cgroup': '0::/weireel.slice/weireel.service\n',
    'sys/fs/cgroup/weireel.slice/weireel.service/memory.max': '3000\n',
    'sys/fs/cgroup/weireel.slice/weireel.service/memory.current': '1000\n',
    'sys/fs/cgroup/weireel.slice/weireel.service/memory.stat': 'anon 1\ninactive_file 400\nactive_file 5\n',
    'sys/fs/cgroup/weireel.slice/memory.max': 'max\n',
  });
  expect(await readMemoryGroups(folder)).toEqual([{ limitBytes: 3000, usedBytes: 1000, cachedBytes: 400 }]);
});

it('reads the limit of a container, whose own group is the topmost', async () => {
  const folder = await system('container', {
    'proc/self/cgroup': '9:name=systemd:/docker/abc\n4:cpu,memory:/docker/abc\n0::/\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '5000\n',
    'sys/fs/cgroup/memory/memory.usage_in_bytes': '2000\n',
    'sys/fs/cgroup/memory/memory.stat': 'inactive_file 1\ntotal_inactive_file 7\n',
  });
  expect(await readMemoryGroups(folder)).toEqual([{ limitBytes: 5000, usedBytes: 2000, cachedBytes: 7 }]);
});

it('knows no limit where there is none', async () => {
  const unlimited = {
    'proc/self/cgroup': '4:memory:/\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
  };
  expect(await readMemoryGroups(await system('unlimited', unlimited))).toEqual([]);
  expect(await readMemoryGroups(join(root, 'nothing'))).toEqual([]);
});

it('finds some memory on this machine', async () => {
  expect(await readAvailableMemory()).toBeGreaterThan(2 ** 20);
});
