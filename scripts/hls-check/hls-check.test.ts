import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { change, type EditionFiles, goodRungs, segmentsOf, serve, writeEdition } from '@weireel/hls/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHlsCheck } from './run-hls-check.ts';

let folder: string;
let server: Server;
let files: EditionFiles;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-hls-'));
  server = createServer((request, response) => {
    const file = files.get(decodeURIComponent((request.url ?? '').slice(1)));
    response.writeHead(file?.status ?? 404, { ...file?.headers, 'content-type': file?.contentType ?? '' });
    response.end(file?.bytes);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port answers an object.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/master.m3u8`;
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

async function run(...args: string[]) {
  const [printed, told]: [string[], string[]] = [[], []];
  const code = await runHlsCheck(args, {
    language: 'en',
    workingFolder: folder,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
  });
  return { code, printed: printed.join('\n'), told: told.join('\n') };
}

async function store(name: string, edition: EditionFiles): Promise<void> {
  for (const [uri, { bytes }] of edition) {
    await mkdir(dirname(join(folder, name, uri)), { recursive: true });
    await writeFile(join(folder, name, uri), bytes);
  }
}

describe('hls:check', () => {
  test('reads a folder, groups what it finds, and fails for what must not be', async () => {
    const edition = writeEdition(goodRungs());
    await store('good', edition);
    expect(await run('good')).toMatchObject({
      code: 0,
      printed: 'good\n  4 media playlists, 8 segments, 0.6 MB\n\n0 must, 0 should',
    });
    change(edition, 'v0/index.m3u8', '#EXT-X-ENDLIST\n', '');
    change(edition, 'master.m3u8', '640x360', '642x362');
    await store('bad', edition);
    const { code, printed } = await run('bad/master.m3u8');
    expect(code).toBe(1);
    expect(printed.split('\n').slice(2)).toEqual([
      '',
      'Playlists',
      '  HLS-109 must  A VOD playlist has EXT-X-ENDLIST. [RFC 8216 4.3.3.4]',
      '    v0/index.m3u8: no EXT-X-ENDLIST',
      '',
      'Multivariant playlist',
      '  HLS-205 must  RESOLUTION is the size of the picture as shown. [Apple 9.2, 9.4]',
      '    master.m3u8, variant v1/index.m3u8: 642x362, shown 640x360',
      '',
      '2 must, 0 should',
    ]);
  });

  test('writes JSON, and does not fail for what should be better', async () => {
    const single = goodRungs().slice(1);
    for (const rung of single) rung.segments = segmentsOf([60, 60, 60, 60], 10_000);
    await store('single', writeEdition(single));
    const { code, printed } = await run('single', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      checked: 'single',
      findings: [
        { rule: 'HLS-209', severity: 'should', uri: 'master.m3u8', found: 'one bit rate, 2845696 bit/s' },
      ],
    });
  });

  test('opens nothing outside its folder', async () => {
    const edition = writeEdition(goodRungs());
    await store('outside', edition);
    for (const name of ['../good/v0/s1.m4s', '/etc/hostname', 'link.m4s']) {
      change(edition, 'v0/index.m3u8', /(?<=\n).*\n(?=#EXT-X-ENDLIST)/, `${name}\n`);
      await store('inside', edition);
      await symlink('/etc/hostname', join(folder, 'inside/v0/link.m4s')).catch(() => null);
      expect((await run('inside')).printed, name).toContain('HLS-801');
    }
  });

  test('reads over HTTP and tells of headers and redirects', async () => {
    files = writeEdition(goodRungs());
    serve(files);
    expect(await run(address)).toMatchObject({ code: 0 });
    files.set('v1/moved.m3u8', files.get('v1/index.m3u8') ?? { bytes: new Uint8Array() });
    const moved = { status: 302, headers: { location: 'moved.m3u8' } };
    serve(files, 'v1/index.m3u8', moved);
    const { code, printed } = await run(address);
    expect(code).toBe(1);
    expect(printed).toMatch(/HLS-802 must .*\n.*v1\/index\.m3u8: 302 to moved\.m3u8\n\n1 must, 0 should/);
  });

  test('says how it is used, and that there is nothing', async () => {
    for (const args of [[], ['a', 'b'], ['a', '--fast']]) {
      const { code, printed, told } = await run(...args);
      expect({ code, printed }).toEqual({ code: 2, printed: '' });
      expect(told).toContain('usage');
    }
    expect(await run('nothing')).toMatchObject({ code: 2, told: 'there is no playlist in nothing' });
    // Port 9 of this machine: nobody answers.
    expect((await run('http://127.0.0.1:9/a.m3u8')).printed).toContain('HLS-801');
  });
});
