import { join } from 'node:path';
import { routes, type Route } from '@weireel/contract';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { alarm, hostile, hostilePlaces, writeHostile } from './hostile-text.ts';
import { allScenes, furnish, openStage, type Furniture, type Stage } from './scenes.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let browser: Browser;
let furniture: Furniture;
let stage: Stage;
let taken: ReadonlySet<string>;

beforeAll(async () => {
  [server, browser] = await Promise.all([testServer(undo), startBrowser()]);
  undo(() => browser.close());
  const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
  furniture = await furnish(server.url, await makeClip(join(folder, 'tall.mp4'), recipe));
  taken = await writeHostile(server.url, furniture);
  stage = openStage(browser, server.url, { look, script: watch });
});

/** A schema as JSON Schema has it, as far as it is walked here. */
interface Shape {
  type?: string;
  enum?: unknown;
  const?: unknown;
  format?: string;
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
}

/** Where a body takes text of somebody's. */
function textPlaces(shape: Shape, place: string): string[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = shape;
  const isText = shape.type === 'string' && shape.enum === undefined && shape.const === undefined;
  return [
    ...(isText ? [place] : []),
    ...Object.entries(properties).flatMap(([name, each]) => textPlaces(each, `${place}.${name}`)),
    ...Object.values(patternProperties).flatMap((each) => textPlaces(each, `${place}.*`)),
    ...(items === undefined ? [] : textPlaces(items, `${place}[]`)),
    ...anyOf.flatMap((each) => textPlaces(each, place)),
  ];
}

/** Text that no page shows, or that is of a form which no markup has. */
const unshown = [
  // Secrets, of which a hash is kept at most.
  /\.(?:password|newPassword|code|token|challenge)$/,
  // Ids, names of accounts, times, languages, sums and types: their schemas name every character, or they must be known.
  /\.(?:\w*[iI]ds?(?:\[\])?|account|publishAt|sha256|contentType|language|before|replyTo|key)$/,
  // Where a mail goes, which is of the form of an address, and what somebody types who looks for their account.
  /^(?:putEmail\.address|askForReset\.name)$/,
  // What is drawn into a picture, and leaves the server as nothing else.
  /\.coverWords\[\]\./,
  // Ids within lists and things that are named by them.
  /\.(?:items|operations|videoIds|clips|takes)\[\]/,
];

/** Fields that end in the column of another one, which is written here. */
const sameAs: Record<string, string> = {
  'setup.nickname': 'register.nickname',
  'createVideo.title': 'putVideoDetails.title',
  'createVideo.description': 'putVideoDetails.description',
  'createVideo.tags[]': 'putVideoDetails.tags[]',
  'requestTranscription.label': 'putCaptions.label',
  'putCaptions.cues[].words[].text': 'putCaptions.cues[].text',
  'createGroup.name': 'renameGroup.name',
  'createCollection.title': 'putCollection.title',
  'createCollection.description': 'putCollection.description',
  'createCategory.names.zh': 'putCategory.names.zh',
  'createCategory.names.en': 'putCategory.names.en',
  'createProject.title': 'putProject.title',
  'editProject.title': 'putProject.title',
  'fillProject.title': 'putProject.title',
  'fillProject.slots.*.text': 'putProject.document',
  'fillProjects.rows[].title': 'putProject.title',
  'fillProjects.rows[].slots.*.text': 'putProject.document',
  'fillProjects.csv': 'putProject.document',
};

test('every field of every call that takes somebody’s text has been given a hostile one', () => {
  const places = Object.entries<Route>(routes).flatMap(([name, { body }]) =>
    // As: what TypeBox makes is JSON Schema.
    body === undefined ? [] : textPlaces(body as Shape, name),
  );
  const open = [...new Set(places)].filter((place) => !unshown.some((each) => each.test(place)));
  const written = [...taken].map((place) => place.replace(/^(putProject\.document)\..*/, '$1'));
  expect(open.filter((place) => !written.includes(place) && sameAs[place] === undefined)).toEqual([]);
  expect(
    Object.entries(sameAs).filter(([place, other]) => !open.includes(place) || !written.includes(other)),
  ).toEqual([]);
});

test('a text that is not taken for text would be seen', async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    // What runs first runs when a page is opened.
    await page.goto('about:blank');
    await page.setContent(`<p title="${hostile(200)}">${hostile(200)}</p>`);
    await expect.poll(async () => (await troubleOf(page)).length).toBeGreaterThan(1);
  } finally {
    await context.close();
  }
  expect(hostilePlaces({ a: [{ b: `1 ${alarm}` }, { b: 'c' }] }, 'call')).toEqual(['call.a[].b']);
});

/** Runs in the page before anything of it: notes scripts that got in, and what the page's policy has stopped. */
const watch = `
  window.trouble = [];
  window.xss = () => window.trouble.push('a script ran');
  addEventListener('securitypolicyviolation', (event) => trouble.push(event.violatedDirective + ' ' + event.sample), true);
`;

/** What is wrong in a page; empty: every text is a text. */
async function troubleOf(page: Page): Promise<string[]> {
  const inMarkup = `[...document.querySelectorAll('[onload], [onerror], a[href^="javascript:" i]')].map((one) => one.outerHTML)`;
  return page.evaluate(`[...window.trouble, ...${inMarkup}]`);
}

const look = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' };
/** Names of scenes do not depend on what is in them. */
const none: Furniture = {
  ...{
    videoId: 'x',
    groupId: 'x',
    channelId: 'x',
    personId: 'x',
    projectId: 'x',
    collectionId: 'x',
    categoryId: 'x',
  },
};

describe('hostile text is shown as text, and nothing tries to run', () => {
  test.each(Object.keys(allScenes(none)))('%s', async (name) => {
    const scene = allScenes(furniture)[name];
    if (scene === undefined) throw new TypeError(`there is no scene ${name}`);
    const found = await stage.show(scene, async (page) => {
      // What comes a little later is there, too.
      await page.evaluate('new Promise((done) => requestIdleCallback(done, { timeout: 2000 }))');
      return troubleOf(page);
    });
    expect(found).toEqual([]);
  });

  test('in frames, and in what the server writes itself', async () => {
    const context = await browser.newContext(look);
    try {
      const page = await context.newPage();
      await page.addInitScript(watch);
      for (const path of ['embed', 'watch']) {
        await page.goto(`${server.url}/${path}/${furniture.videoId}`);
        await page.getByText('Sea <svg').first().waitFor();
        expect(await troubleOf(page), path).toEqual([]);
      }
    } finally {
      await context.close();
    }
  });
});
