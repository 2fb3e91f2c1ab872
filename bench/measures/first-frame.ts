import { join } from 'node:path';
import type { Playback } from '@weireel/contract';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../test/browser.ts';
import { signUp } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import type { Bench } from '../bench.ts';
import { changeServer, type Change } from '../changed-server.ts';
import { figure, type Figure } from '../figure.ts';
import { phoneLine, phoneScreen } from '../phone-line.ts';
import { shapeLine } from '../shaped-line.ts';
import { median, percentile } from '../../test/statistics.ts';

const minRounds = 5;
/** Ours alone is asked for so often, so that its slowest tries can be told. */
const ownRounds = 20;
const longestWaitMs = 60_000;

/** Cold, over a shaped line: from asking for the feed to the first picture of its first video. */
export async function measureFirstFrame(bench: Bench): Promise<Figure[]> {
  const { clips, folder, options, say, signal } = bench;
  const server = await startBenchServer(join(folder, 'first-frame'), signal);
  try {
    const client = await signUp(server, signal, 'Ann');
    const id = await client.publish(await client.upload(clips.twentyMegabytes));
    const { playback } = await client.untilReady(id);
    if (playback?.mp4Url == null) throw new Error('the clip has nothing to play');
    const browser = await startBrowser();
    try {
      const rounds = Math.max(minRounds, options.runs);
      const times: Record<VariantName, number[]> = { ours: [], uncompressed: [], late: [], bare: [] };
      for (let round = 1; round <= ownRounds; round += 1) {
        say(`first frame: round ${round} of ${ownRounds}`);
        // In turns, so that a machine that grows busier does not favour one.
        for (const [name, change] of Object.entries(variantsOf(playback)) as [VariantName, Change][]) {
          // its own keys
          signal.throwIfAborted();
          if (name !== 'ours' && round > rounds) continue;
          times[name].push(await timeFirstFrame(browser, server.url, change));
        }
      }
      return figuresOf(times, rounds);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

type VariantName = 'ours' | 'uncompressed' | 'late' | 'bare';

function variantsOf({ mp4Url, posterUrl }: Playback): Record<VariantName, Change> {
  return {
    ours: {},
    uncompressed: { hasNoCompression: true },
    late: { withoutLinks: /modulepreload|rel="preload"|first-video/ },
    bare: { page: `<video muted autoplay playsinline src="${mp4Url}" poster="${posterUrl}"></video>` },
  };
}

async function timeFirstFrame(browser: Browser, serverUrl: string, change: Change): Promise<number> {
  const changed = await changeServer(serverUrl, change);
  const shaped = await shapeLine(changed.url, phoneLine);
  const context = await browser.newContext({ ...phoneScreen, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteFirstFrame);
    await page.goto(shaped.url, { waitUntil: 'commit' });
    return Number(await page.evaluate(firstFrame));
  } finally {
    await context.close();
    await shaped.close();
    await changed.close();
  }
}

// These run in the page, so they are text. Times count from the moment when the page was asked for.
const noteFirstFrame = `
  window.firstFrame = Promise.withResolvers();
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video:not([data-watched])')) {
      video.dataset.watched = '';
      video.requestVideoFrameCallback(() => window.firstFrame.resolve(performance.now()));
    }
  }).observe(document, { childList: true, subtree: true });
`;
const firstFrame = `Promise.race([
  window.firstFrame.promise,
  new Promise((_, reject) => setTimeout(() => reject(new Error('no picture')), ${longestWaitMs})),
])`;

function figuresOf(times: Record<VariantName, number[]>, rounds: number): Figure[] {
  const lineText = `${phoneLine.bitsPerSecond / 1_000_000} Mbit/s, ${phoneLine.roundTripMs} ms, nothing cached`;
  const against = (id: string, reference: string, name: VariantName, note: string): Figure =>
    figure({
      id: `first-frame-${id}`,
      title: `feed asked for → first picture, against ${reference}`,
      unit: 'ms',
      value: median(times.ours.slice(0, rounds)),
      reference: { name: reference, value: median(times[name]) },
      note,
    });
  const withinLimit = (share: number, limitMs: number): Figure =>
    figure({
      id: `first-frame-p${share * 100}`,
      title: `feed asked for → first picture, p${share * 100}`,
      unit: 'ms',
      value: percentile(times.ours, share),
      reference: { name: 'a page with nothing but the MP4', value: percentile(times.bare, share) },
      budget: { of: 'value', is: 'at most', limit: limitMs },
      note: `n = ${times.ours.length}`,
    });
  return [
    withinLimit(0.5, 700),
    withinLimit(0.95, 1200),
    against('bare', 'a page with nothing but the MP4', 'bare', lineText),
    against('compression', 'the same without compression', 'uncompressed', ''),
    against('preloads', 'the same without early loading', 'late', ''),
  ];
}
