import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { publish, register, waitForVideo } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { h264, makeClip } from '../make-clip.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
/** The player that the web client uses, by itself. */
const player = createRequire(new URL('../../apps/web/package.json', import.meta.url)).resolve(
  'hls.js/dist/hls.min.js',
);

/** What was seen of a whole playback. */
interface Playback {
  firstAtSeconds: number;
  durationSeconds: number;
  /** Number of qualities. */
  levels: number;
  /** Qualities that came to the screen, in order. */
  shown: number[];
  /** Errors of the player, fatal ones with `fatal` before them. */
  errors: string[];
  /** Begin and end of what was buffered, in seconds. */
  ranges: [number, number][];
}

// These run in the page, so they are text.
const openPlayer = (url: string): string => `{
  const video = document.querySelector('video');
  const hls = new Hls({ startLevel: 0 });
  window.watched = { hls, video, errors: [], shown: [] };
  hls.on(Hls.Events.ERROR, (_event, { fatal, details }) => {
    watched.errors.push((fatal ? 'fatal ' : '') + details);
  });
  hls.on(Hls.Events.FRAG_CHANGED, (_event, { frag }) => watched.shown.push(frag.level));
  hls.loadSource(${JSON.stringify(url)});
  hls.attachMedia(video);
  window.until = async (isSo) => {
    const end = performance.now() + 120_000;
    while (!isSo()) {
      if (performance.now() > end) throw new Error('after 120 s it is not so: ' + isSo);
      await new Promise((wake) => setTimeout(wake, 20));
    }
  };
}`;

const playWithSwitches = `(async () => {
  const { hls, video, errors, shown } = watched;
  await until(() => video.readyState >= 2);
  const firstAtSeconds = video.currentTime;
  await video.play();
  await until(() => video.currentTime > 0.5);
  hls.nextLevel = hls.levels.length - 1;
  await until(() => shown.at(-1) === hls.levels.length - 1);
  hls.nextLevel = 0;
  await until(() => shown.at(-1) === 0);
  await until(() => video.ended);
  const ranges = [...Array(video.buffered.length).keys()].map((n) => [
    video.buffered.start(n),
    video.buffered.end(n),
  ]);
  const { duration: durationSeconds } = video;
  return { firstAtSeconds, durationSeconds, levels: hls.levels.length, shown, errors, ranges };
})()`;

const seekTo = (share: number): string => `(async () => {
  const { video, errors } = watched;
  const target = ${share} * video.duration;
  video.currentTime = target;
  await video.play();
  await until(() => !video.seeking && video.currentTime > target + 0.3);
  return errors;
})()`;

let page: Page;

beforeAll(async () => {
  const server = await testServer(undo);
  const person = await register(server.url);
  const picture = 'testsrc2=s=1280x720:r=15:d=17,noise=alls=12:allf=t';
  const file = await makeClip(join(folder, 'long.mp4'), { picture, encoding: `${h264} -c:a aac` });
  const { videoId } = await publish(person, { file });
  const { playback } = await waitForVideo(person.api, videoId, ({ state }) => state === 'ready');
  expect(playback?.renditions.length).toBeGreaterThan(2);

  const browser = await startBrowser();
  undo(() => browser.close());
  const context = await browser.newContext({ bypassCSP: true });
  page = await context.newPage();
  await page.goto(server.url);
  await page.setContent('<video muted style="width: 640px"></video>');
  await page.addScriptTag({ path: player });
  await page.evaluate(openPlayer(`${server.url}${playback?.hlsUrl}`));
});

test('the ladder plays from the first frame to the end in one piece, with a switch up and a switch down', async () => {
  const seen = await page.evaluate<Playback>(playWithSwitches);
  expect(seen).toMatchObject({ firstAtSeconds: 0, errors: [] });
  // One piece without a hole. The player lets go of what was before a switch.
  expect(seen.ranges).toHaveLength(1);
  expect(seen.ranges[0]?.[1]).toBeCloseTo(17, 1);
  expect(seen.shown).toContain(seen.levels - 1);
  expect(seen.durationSeconds).toBeCloseTo(17, 1);
});

test.each([0, 0.5, 0.95])('it goes on playing after a seek to %s of its length', async (share) => {
  expect(await page.evaluate(seekTo(share))).toEqual([]);
});
