import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageName, Video } from '@weireel/contract';
import { expect, test } from 'vitest';
import { apiOf, publish, register, waitForVideo } from '../api.ts';
import { makeClip } from '../make-clip.ts';
import { startServer } from '../server.ts';
import { testDatabase, testFolder } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();

test('Of five people who upload at once nobody waits for another’s ladder, nor behind one who sends six', async () => {
  const [root, { url: DATABASE_URL }] = await Promise.all([testFolder(undo), testDatabase(undo)]);
  const clip = await makeClip(join(root, 'clip.avi'), {
    picture: 'testsrc2=s=160x120:r=25:d=1',
    encoding: '-c:v mpeg4 -q:v 4 -c:a libmp3lame',
  });
  const file = await readFile(clip);
  const dataFolder = join(root, 'data');

  // All ten are in the queue before anything is taken from it, the six first.
  const receiving = await startServer({ dataFolder, env: { DATABASE_URL, WEIREEL_WORKERS: '0' } });
  undo(() => receiving.dispose());
  const uploads: { token: string; videoId: string; isOfMany: boolean }[] = [];
  for (const count of [6, 1, 1, 1, 1]) {
    const person = await register(receiving.url);
    for (let n = 0; n < count; n += 1) {
      const { videoId } = await publish(person, { file });
      uploads.push({ token: person.token, videoId, isOfMany: count > 1 });
    }
  }
  await receiving.stop();

  const working = await startServer({ dataFolder, env: { DATABASE_URL, WEIREEL_WORKERS: '1' } });
  undo(() => working.dispose());
  const ends: { video: Video; isOfMany: boolean }[] = [];
  for (const { token, videoId, isOfMany } of uploads) {
    ends.push({ video: await waitForVideo(apiOf(working.url, token), videoId), isOfMany });
  }
  expect(ends.map(({ video }) => video.state)).toEqual(ends.map(() => 'ready'));

  const lastPlayable =
    ends
      .map(({ video }) => video.publishedAt ?? 'never')
      .sort()
      .at(-1) ?? '';
  const firstLadder = ends.map(({ video }) => startOf(video, 'ladder')).sort()[0] ?? '';
  expect(firstLadder >= lastPlayable).toBe(true);

  const startsOf = (many: boolean): string[] =>
    ends
      .filter(({ isOfMany }) => isOfMany === many)
      .map(({ video }) => startOf(video, 'probe'))
      .sort();
  // Two are worked on at once: one of the six may begin beside the last of the others, the next may not.
  const thirdOfMany = startsOf(true)[2] ?? '';
  for (const start of startsOf(false)) expect(start < thirdOfMany).toBe(true);
  await working.stop();
});

function startOf(video: Video, name: StageName): string {
  return video.pipeline?.find(({ stage }) => stage === name)?.startedAt ?? '';
}
