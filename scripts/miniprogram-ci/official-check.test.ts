import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMiniProgram, type BuiltMiniProgram } from '../miniprogram-build/build-mini-program.ts';
import { checkOfficially } from './official-check.ts';

let folder: string;
let built: BuiltMiniProgram;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-official-'));
  const id = { serverUrl: 'https://video.example.org', appId: 'wx0123456789abcdef' };
  built = await buildMiniProgram({ folder, ...id });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function change(path: string, by: (text: string) => string): Promise<void> {
  await writeFile(join(folder, path), by(await readFile(join(folder, path), 'utf8')));
}

test('WeChat’s compiler takes what is built, and what it would refuse or advise against is said by name', async () => {
  const { problems, checks, compiled, mainBytes } = await checkOfficially(folder);
  expect(problems).toEqual([]);
  expect(checks).toEqual(
    expect.arrayContaining([
      ...['PACKAGE_SIZE_LIMIT', 'JS_COMPRESS_OPEN', 'WXML_COMPRESS_OPEN', 'WXSS_COMPRESS_OPEN'],
      ...['LAZYCODE_LOADING_OPEN', 'IMAGE_AND_AUDIO_LIMIT', 'CONTAINS_OTHER_PKG_JS'],
      ...['CONTAINS_OTHER_PKG_COMPONENTS', 'CONTAINS_UNUSED_COMPONENTS', 'CONTAINS_UNUSED_PLUGINS'],
      'CONTAINS_UNUSED_CODES',
    ]),
  );
  expect(built.views.filter((view) => !compiled.includes(`${view}.wxml`))).toEqual([]);
  expect(mainBytes).toBeGreaterThan(built.packageBytes / 2);

  await change('app.json', (text) => text.replace(/"lazyCodeLoading": "\w+",/, ''));
  await change('project.config.json', (text) => text.replace('"minified": true', '"minified": false'));
  const unused = '"usingComponents": { "not-used": "/idle/idle",';
  await change('pages/me/me.json', (text) => text.replace('"usingComponents": {', unused));
  await change('pages/watch/watch.wxml', (text) => `${text}<view></text>`);
  await mkdir(join(folder, 'idle'));
  const idle = { wxml: '<view />', js: 'Component({});', json: '{ "component": true }', wxss: '' };
  for (const [ending, text] of Object.entries(idle))
    await writeFile(join(folder, `idle/idle.${ending}`), text);
  await writeFile(join(folder, 'shared/left-behind.js'), 'module.exports = 1;');

  const { problems: found } = await checkOfficially(folder);
  for (const problem of [
    ...[/^compiler: .*watch\.wxml/s, /^JS_COMPRESS_OPEN/, /^LAZYCODE_LOADING_OPEN/],
    ...[/^CONTAINS_UNUSED_COMPONENTS.*idle/, /^CONTAINS_UNUSED_CODES.*left-behind/],
  ]) {
    expect(found).toContainEqual(expect.stringMatching(problem));
  }
});
