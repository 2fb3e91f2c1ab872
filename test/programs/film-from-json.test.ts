import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { personPassword, register } from '../api.ts';
import { mediaLimitMs } from '../eventually.ts';
import { runTool } from '../run-tool.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const guide = fileURLToPath(new URL('../../docs/examples/film-from-json.md', import.meta.url));

/** A clip of one colour, three seconds long; of the last, the sound is a tone. */
async function makeClip(path: string, colour: string, tone: number): Promise<void> {
  const picture = `color=${colour}:s=180x320:r=30:d=3`;
  const sound = `sine=frequency=${tone}:duration=${colour === 'black' ? 8 : 3}`;
  const length = colour === 'black' ? picture.replace('d=3', 'd=8') : picture;
  await runTool('ffmpeg', [
    ...['-f', 'lavfi', '-i', length, '-f', 'lavfi', '-i', sound],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  ]);
}

/** The colour in the middle of a film at a time. */
async function colourAt(path: string, seconds: number): Promise<string> {
  const { stdout } = await runTool('ffmpeg', [
    ...['-ss', String(seconds), '-i', path, '-vf', 'crop=iw/2:ih/8,scale=1:1', '-frames:v', '1'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  ]);
  const names = ['red', 'green', 'blue'];
  return names[stdout.indexOf(Math.max(...stdout))] ?? 'none';
}

test('the commands of the guide make a film of three clips, music and captions, and a batch (GOAL-63)', async () => {
  const folder = await testFolder(undo);
  const server = await testServer(undo);
  const author = await register(server.url);
  await makeClip(join(folder, 'one.mp4'), 'red', 400);
  await makeClip(join(folder, 'two.mp4'), 'lime', 500);
  await makeClip(join(folder, 'three.mp4'), 'blue', 600);
  await makeClip(join(folder, 'song.mp4'), 'black', 880);
  const text = await readFile(guide, 'utf8');
  const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
  const { account } = author;
  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: folder,
    timeout: mediaLimitMs,
    env: {
      ...{ ...process.env, account, password: personPassword, base: `${server.url}/api/v1` },
      // As large as its clips are.
      ...{ width: '180', height: '320' },
    },
  });
  const film = join(folder, 'film.mp4');
  expect(await Promise.all([1, 3, 5].map((at) => colourAt(film, at)))).toEqual(['red', 'green', 'blue']);
  const { items } = await author.api.call('projects');
  expect(items.map(({ title }) => title).sort()).toEqual(['For Mei', 'For Tom', 'Three clips']);
  const mei = items.find(({ title }) => title === 'For Mei');
  const { document } = await author.api.call('project', { params: { id: mei?.id ?? '' } });
  expect(JSON.stringify(document)).toContain('小梅');
});
