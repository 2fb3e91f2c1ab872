import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { withFolder } from '../../../../test/run-tool.ts';
import { mezzanineBytes, readMezzanineIndex } from './mezzanine-file.ts';

it('a mezzanine gives each segment back by its name', async () => {
  await withFolder(async (folder) => {
    const contents = ['first', '', 'the third'];
    const segments = contents.map((_, n) => ({ name: `name-${n}`, path: join(folder, String(n)) }));
    for (const [n, content] of contents.entries()) await writeFile(join(folder, String(n)), content);
    const path = join(folder, 'mezzanine');
    await writeFile(path, mezzanineBytes(segments));

    const index = await readMezzanineIndex(path);
    expect(index.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual(
      contents.map((content, n) => [`name-${n}`, content.length]),
    );
    const third = index[2];
    const bytes = createReadStream(path, { start: third?.from ?? 0 });
    expect((await buffer(bytes)).toString()).toBe('the third');
    expect((await readFile(path)).length).toBe((third?.from ?? 0) + (third?.sizeBytes ?? 0));
  });
});
