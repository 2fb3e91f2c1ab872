import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './copy-checkout.ts';
import { plant } from './plant.ts';
import { plantedFaults } from './planted-faults.ts';

test.each(plantedFaults.map((fault) => [fault.what, fault] as const))(
  'there is a place and a test for: %s',
  async (_what, fault) => {
    const text = await readFile(join(repository, fault.file), 'utf8');
    expect(plant(text, fault)).not.toBe(text);
    if (fault.foundBy === 'types') return;
    for (const path of fault.foundBy) expect((await stat(join(repository, path))).isFile()).toBe(true);
  },
);
