import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { startBrowser } from '../../test/browser.ts';
import { signUp, type BenchClient } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import type { Bench } from '../bench.ts';
import { figure, type Figure } from '../figure.ts';
import { phoneLine, phoneScreen } from '../phone-line.ts';
import { runPlainFfmpeg } from '../run-measured.ts';
import { shapeLine } from '../shaped-line.ts';
import { median } from '../../test/statistics.ts';

const swipeCount = 20;
const clipSeconds = 5;
/** How long somebody looks at a video before the next swipe. */
const lookedAtMs = 3000;
const longestWaitMs = 60_000;

/** What a swipe came to, in milliseconds since the finger began to move. */
interface Swipe {
  /** When the next video had come to rest. */
  restMs: number;
  /** When its picture had changed for the first time; absent: not while it was looked at. */
  movedMs?: number;
  /** Where it stood still after that. */
  stalls: Stall[];
}

/** A video that stood still. */
interface Stall {
  /** Its place in the video, in seconds. */
  at: number;
  /** What was loaded beyond that, in seconds. */
  ahead: number;
  /** Shorter edge of its picture in pixels. */
  edge: number;
}

/** Twenty swipes by a finger through a feed of videos that are not in the browser yet, over a phone's line. */
export async function measureSwipes(bench: Bench): Promise<Figure[]> {
  const { folder, say, signal } = bench;
  const server = await startBenchServer(join(folder, 'swipes'), signal);
  try {
    const client = await signUp(server, signal, 'Ann');
    say(`swipes: ${swipeCount + 1} videos`);
    for (let n = 0; n <= swipeCount; n += 1) await publishPiece(bench, client, n);
    const [browser, line] = await Promise.all([startBrowser(), shapeLine(server.url, phoneLine)]);
    try {
      const context = await browser.newContext({ ...phoneScreen, locale: 'zh-CN' });
      const page = await context.newPage();
      await page.addInitScript(noteMovement);
      await page.goto(line.url, { waitUntil: 'commit' });
      const swipes = await swipeAll(page, await context.newCDPSession(page), signal);
      return figuresOf(swipes);
    } finally {
      await Promise.all([browser.close(), line.close()]);
    }
  } finally {
    await server.stop();
  }
}

/** A few seconds of the standard clip, each time other ones. */
async function publishPiece({ clips, folder, signal }: Bench, client: BenchClient, n: number): Promise<void> {
  const path = join(folder, `piece-${n}.mp4`);
  const cut = ['-ss', String(n % 8), '-i', clips.standard, '-t', String(clipSeconds), '-c', 'copy'];
  await runPlainFfmpeg([...cut, '-metadata', `title=${n}`, '-movflags', '+faststart', path], folder, signal);
  await client.untilReady(await client.publish(await client.upload(path)));
}

async function swipeAll(page: Page, devtools: CDPSession, signal: AbortSignal): Promise<Swipe[]> {
  await page.evaluate(untilMoving);
  const swipes: Swipe[] = [];
  for (let n = 0; n < swipeCount; n += 1) {
    await pause(lookedAtMs, undefined, { signal });
    const before = await page.evaluate<number>(beginSwipe);
    await moveFinger(devtools);
    await page.evaluate(untilRest);
    await pause(lookedAtMs, undefined, { signal });
    swipes.push(await page.evaluate<Swipe>(`swipeSince(${before})`));
  }
  return swipes;
}

/** A finger goes up by half of the screen within a fifth of a second. */
async function moveFinger(devtools: CDPSession): Promise<void> {
  const touch = async (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: Point[]
  ): Promise<void> => {
    await devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await touch('touchStart', { x: 195, y: 650 });
  for (let y = 615; y > 230; y -= 35) {
    await touch('touchMove', { x: 195, y });
    await pause(16);
  }
  await touch('touchEnd');
}

interface Point {
  x: number;
  y: number;
}

// These run in the page, so they are text. All times are of `performance.now()`.
const noteMovement = `
  window.restedMs = 0;
  document.addEventListener('scrollend', () => (window.restedMs = performance.now()), true);
  const watch = (video) => {
    const seen = (video.seen = { firstTime: null, movedMs: null, stalls: [] });
    video.addEventListener('emptied', () => Object.assign(seen, { firstTime: null, movedMs: null }));
    video.addEventListener('waiting', () => {
      // Whoever begins anew at the end of the clip is on the way to its beginning, and has it.
      if (seen.movedMs === null || video.seeking) return;
      const { currentTime: at, buffered, videoWidth, videoHeight } = video;
      const ends = Array.from({ length: buffered.length }, (_, n) => buffered.end(n));
      const ahead = Math.max(at, ...ends) - at;
      seen.stalls.push({ ms: performance.now(), at, ahead, edge: Math.min(videoWidth, videoHeight) });
    });
    const onFrame = (now, { mediaTime }) => {
      seen.firstTime ??= mediaTime;
      if (mediaTime > seen.firstTime && !video.paused) seen.movedMs ??= performance.now();
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video:not([data-watched])')) {
      video.dataset.watched = '';
      watch(video);
    }
  }).observe(document, { childList: true, subtree: true });
  window.shownVideo = () => [...document.querySelectorAll('video')].find((video) => {
    const { top, bottom } = video.getBoundingClientRect();
    return top <= innerHeight / 2 && bottom >= innerHeight / 2;
  });
  window.until = async (isThere, what) => {
    const endMs = performance.now() + ${longestWaitMs};
    while (!isThere()) {
      if (performance.now() > endMs) throw new Error('not within a minute: ' + what);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  window.swipeSince = (beganMs) => {
    const { movedMs, stalls } = window.shownVideo().seen;
    return {
      restMs: window.restedMs - beganMs,
      ...(movedMs === null ? {} : { movedMs: movedMs - beganMs }),
      stalls: stalls.filter(({ ms }) => ms > window.restedMs),
    };
  };
`;
const untilMoving = `until(() => shownVideo()?.seen.movedMs != null, 'the first video moves')`;
const beginSwipe = `(() => { restedMs = 0; return performance.now(); })()`;
const untilRest = `until(() => restedMs > 0, 'the swipe comes to rest')`;

const toldStall = ({ at, ahead, edge }: Stall) =>
  `at ${at.toFixed(1)} s, ${ahead.toFixed(1)} s ahead, ${edge}p`;

function figuresOf(swipes: readonly Swipe[]): Figure[] {
  const moved = swipes.flatMap(({ movedMs }) => movedMs ?? []);
  const inTime = swipes.filter(({ movedMs, restMs }) => movedMs !== undefined && movedMs < restMs).length;
  const stalls = swipes.flatMap((swipe) => swipe.stalls);
  const rest = { name: 'the finger begins → the picture rests', value: median(swipes.map((s) => s.restMs)) };
  const all = { name: 'swipes', value: swipes.length };
  return [
    figure({
      id: 'swipe-in-time',
      title: 'swipes whose video moves before it has come to rest',
      unit: 'videos',
      value: inTime,
      reference: all,
      budget: { of: 'ratio', is: 'at least', limit: 1 },
      note: `each a video that was not in the browser, looked at for ${lookedAtMs / 1000} s`,
    }),
    figure({
      id: 'swipe-moves',
      title: 'the finger begins → the next video moves',
      unit: 'ms',
      value: moved.length > 0 ? median(moved) : Number.NaN,
      reference: rest,
      note: moved.length > 0 ? `the latest after ${Math.round(Math.max(...moved))} ms` : 'none moved',
    }),
    figure({
      id: 'swipe-stalls',
      title: 'stalls in twenty swipes',
      unit: 'videos',
      value: stalls.length,
      reference: all,
      budget: { of: 'value', is: 'at most', limit: 0 },
      note: stalls.map(toldStall).join('; '),
    }),
  ];
}
