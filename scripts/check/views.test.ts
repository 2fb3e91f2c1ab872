import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { describe } from './run-checks.ts';
import { viewCode } from './view-code.ts';
import { checkViews } from './views.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const options: ts.CompilerOptions = {
  ...{
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
  },
  ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  types: ['miniprogram-api-typings'],
};
const script = `
Component({
  properties: { name: String },
  data: { words: { act: { retry: 'Try again' } }, items: [{ id: 'a', title: 'A' }] },
  methods: { onTap() { this.setData({ name: '' }); } },
});
export {};
`;

function found(wxml: string, config = '{ "component": true }'): string[] {
  const at = 'apps/miniprogram/src/components/a/a';
  const files = [
    { path: `${at}.wxml`, text: wxml },
    { path: `${at}.ts`, text: script },
    { path: `${at}.json`, text: config },
  ];
  return checkViews(root, files, options).map((finding) => describe(finding).replace(`${at}.wxml`, ''));
}

test('a view that asks for what is there is clean', () => {
  const wxml = `
<!-- {{this.is.none}} -->
<view wx:for="{{items}}" wx:key="id" class="row {{index === 0 ? 'first' : ''}}" data-id="{{item.id}}">
  {{item.title}} <text wx:if="{{name}}">{{words.act.retry + name}}</text>
</view>
<button disabled bind:tap="onTap">></button>`;
  expect(found(wxml)).toEqual([]);
});

test('names, members, and methods that are not there are found, with their lines', () => {
  const wxml = `
<view wx:for="{{items}}" wx:key="id">{{item.titel}}</view>
<view>{{item.title}}{{nobody}}</view>
<button bind:tap="onTab">{{words.act.again}}</button>`;
  expect(found(wxml)).toEqual([
    expect.stringMatching(/^ {2}Property 'nobody' does not exist in its data/),
    expect.stringMatching(/^:2 {2}Property 'titel' does not exist/),
    // Behind its loop there is no item.
    expect.stringMatching(/^:3 {2}Cannot find name 'item'/),
    expect.stringMatching(/^:4 {2}Property 'onTab' does not exist/),
    expect.stringMatching(/^:4 {2}Property 'again' does not exist/),
  ]);
});

test('tags that are declared nowhere, and components that are not used or not there, are found', () => {
  const config = '{ "component": true, "usingComponents": { "an-other": "/components/b/b" } }';
  expect(found('<some-thing />', config)).toEqual([
    ':1  «some-thing» is declared nowhere',
    '  «an-other» is not at /components/b/b',
    '  «an-other» is declared and not used',
  ]);
});

test('a view becomes a line of code for each thing that it says', () => {
  const { code, lines } = viewCode(
    '<a b="{{c}} {{d}}"\n  bind:tap="e">\n  <f wx:for="{{g}}" wx:for-item="h">{{h.i}}</f>\n</a>',
  );
  expect(code.split('\n')).toEqual([
    ...['void (c);', 'void (d);', 'void $methods.e;'],
    ...['for (const [index, h] of $each(g)) {', 'void (h.i);', '}'],
  ]);
  expect(lines).toEqual([1, 1, 1, 3, 3, 3]);
});
