import { personPassword, type Person } from '../../api.ts';
import { click, keys, press, turnWheel, until, untilSo, type DrivenBrowser } from './driven-browser.ts';
import type { StallingRelay } from './stalling-relay.ts';

/** What a scenario plays with. */
export interface Stage {
  /** The browser, which nobody is signed in with. */
  browser: DrivenBrowser;
  /** The way to the server. */
  relay: StallingRelay;
  /** Whose videos are there, two of them public. */
  person: Person;
  /** One that has several qualities. */
  wideId: string;
  /** One whose cover may be changed. */
  otherId: string;
  /** A file of several parts that nobody has sent yet. */
  largeFile: string;
}

const desktop = { width: 1280, height: 800 };

/** What people do, by what the report calls it. Each begins with a page of its own, and rejects when it fails. */
export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'feed by keys': async ({ browser, relay }) => {
    await browser.resize(desktop);
    await browser.goTo(relay.url);
    const first = await firstPlaying(browser);
    await press(browser, keys.arrowDown);
    await until(browser, 'the next plays', `${nameOfPlaying} !== null && ${nameOfPlaying} !== ${first}`);
    await press(browser, keys.arrowUp);
    await until(browser, 'the first plays again', `${nameOfPlaying} === ${first}`);
  },

  // Fingers are tested in Chromium: these two get touches from their drivers, but do not scroll by them.
  'feed by wheel': async ({ browser, relay }) => {
    await browser.resize(desktop);
    await browser.goTo(relay.url);
    const first = await firstPlaying(browser);
    await turnWheel(browser, desktop);
    await until(browser, 'the next plays', `${nameOfPlaying} !== null && ${nameOfPlaying} !== ${first}`);
  },

  'watch to the end': async ({ browser, relay, wideId }) => {
    await openVideo(browser, relay, wideId);
    await until(browser, 'it ends', `${video}.ended`);
    await until(browser, 'that is its end', `${video}.currentTime > ${video}.duration - 0.3`);
    await until(browser, 'nothing went wrong', `${video}.error === null`);
  },

  seek: async ({ browser, relay, wideId }) => {
    await openVideo(browser, relay, wideId);
    await browser.evaluate(`${video}.pause()`);
    for (const share of [0.7, 0.2, 0.85, 0.05, 0.5]) {
      const wanted = `${video}.duration * ${share}`;
      await browser.evaluate(`void (${video}.currentTime = ${wanted})`);
      const isThere = `Math.abs(${video}.currentTime - ${wanted}) < 0.1`;
      const hasPicture = `!${video}.seeking && ${video}.readyState >= 2 && ${isThere}`;
      await until(browser, `there is a picture at ${share} of it`, hasPicture);
    }
    await playsOn(browser, 'after seeking');
  },

  'quality down and up': async ({ browser, relay, wideId }) => {
    await openVideo(browser, relay, wideId);
    await browser.evaluate(`void (${video}.loop = true)`);
    for (const place of [-1, 0, -1]) {
      const shortEdge = await chooseQuality(browser, place);
      const shown = `Math.min(${video}.videoWidth, ${video}.videoHeight)`;
      await until(browser, `${shortEdge}p is on the screen`, `${shown} === ${shortEdge} || ${shown}`);
      await playsOn(browser, `in ${shortEdge}p`);
    }
  },

  'upload interrupted and resumed': async (stage) => {
    const { browser, relay, person, largeFile } = stage;
    const open = async () => (await person.api.call('myUploads', { query: {} })).items;
    await signIn(stage);
    await browser.goTo(`${relay.url}/upload`);
    relay.stallAfter(largeBytes * 0.6);
    await until(browser, 'files can be chosen', `document.querySelector('input[type=file]') !== null`);
    await browser.chooseFile('input[type=file]', largeFile);
    await untilSo('the line has come to a halt', () => Promise.resolve(relay.isStalled()));
    // The page is gone before its line is back.
    await browser.goTo('about:blank');
    relay.release();
    const before = relay.sentBytes();
    await browser.goTo(`${relay.url}/upload`);
    await until(browser, 'it can go on', `document.querySelector('li input[type=file]') !== null`);
    await browser.chooseFile('li input[type=file]', largeFile);
    await untilSo('the upload is complete', async () => (await open()).length === 0);
    const sentAgain = (relay.sentBytes() - before) / largeBytes;
    if (sentAgain > 0.95)
      throw new Error(`it was sent again from its beginning: ${sentAgain.toFixed(2)} of it`);
  },

  'edit with a new cover': async (stage) => {
    const { browser, relay, person, otherId } = stage;
    const read = () => person.api.call('video', { params: { id: otherId } });
    await signIn(stage);
    await browser.resize(desktop);
    await browser.goTo(`${relay.url}/mine`);
    const row = `document.querySelector('a[href="/watch/${otherId}"]')?.closest('li, article')`;
    await click(
      browser,
      'the button for editing',
      buttonNamed('编辑', `${row} ?? document.createElement('p')`),
    );
    const film = `document.querySelector('[role=dialog] input[type=range], .t-dialog input[type=range]')`;
    await until(browser, 'the film is there', `${film} !== null`);
    const former = await read();
    await browser.evaluate(`${film}.focus()`);
    await press(browser, keys.end);
    await press(browser, keys.arrowLeft);
    // Another browser may have been there before.
    if ((await browser.evaluate(`Number(${film}.value)`)) === former.coverTimeMs)
      await press(browser, keys.arrowLeft);
    await click(browser, 'the button for saving', buttonNamed('保存'));
    await untilSo('the chosen cover is made', async () => {
      const { coverTimeMs, playback } = await read();
      return coverTimeMs !== former.coverTimeMs && playback?.posterUrl !== former.playback?.posterUrl;
    });
  },
};

/** Length of `largeFile`. */
export const largeBytes = 40_000_000;

/** The page's video, on pages with one. */
const video = `document.querySelector('video')`;

/** How the video that plays in the feed is called; null: none plays. */
const nameOfPlaying = `([...document.querySelectorAll('video')]
  .find((video) => !video.paused && video.currentTime > 0.2)?.closest('article')?.ariaLabel ?? null)`;

function buttonNamed(name: string, within = 'document'): string {
  const nameOf = `(button) => button.ariaLabel ?? button.textContent.trim()`;
  return `[...(${within}).querySelectorAll('button')].find((button) => (${nameOf})(button) === '${name}')`;
}

/** Waits until the feed plays; how its video is called, as JSON. */
async function firstPlaying(browser: DrivenBrowser): Promise<string> {
  await until(browser, 'the first plays', `${nameOfPlaying} !== null`);
  return JSON.stringify(await browser.evaluate(nameOfPlaying));
}

async function openVideo(browser: DrivenBrowser, { url }: StallingRelay, id: string): Promise<void> {
  await browser.resize(desktop);
  await browser.goTo(`${url}/watch/${id}`);
  await until(browser, 'it plays by itself', `!!${video} && ${video}.currentTime > 0.2`);
}

async function playsOn(browser: DrivenBrowser, when: string): Promise<void> {
  await browser.evaluate(`${video}.play()`);
  const before = Number(await browser.evaluate(`${video}.currentTime`));
  await until(browser, `it plays on ${when}`, `Math.abs(${video}.currentTime - ${before}) > 0.5`);
}

/** Chooses a quality by its place in the menu, the best being the first; its shorter edge in pixels. */
async function chooseQuality(browser: DrivenBrowser, place: number): Promise<number> {
  await browser.evaluate(
    `document.querySelector('button[aria-haspopup=menu][aria-label^="清晰度"]').click()`,
  );
  const choices = `[...document.querySelectorAll('[role=menuitemradio]')]
    .filter(({ textContent }) => /^\\d+p$/.test(textContent.trim()))`;
  await until(browser, 'there are several qualities', `${choices}.length > 1`);
  const name = String(await browser.evaluate(`${choices}.at(${place}).textContent.trim()`));
  await browser.evaluate(`${choices}.at(${place}).click()`);
  return Number.parseInt(name, 10);
}

async function signIn({ browser, relay, person }: Stage): Promise<void> {
  await browser.goTo(`${relay.url}/login`);
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: person.account, password: personPassword }),
  };
  const isIn = `fetch('/api/v1/auth/login', ${JSON.stringify(request)}).then((answer) => answer.ok)`;
  await until(browser, 'signed in', isIn);
}
