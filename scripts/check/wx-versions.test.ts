import { expect, test } from 'vitest';
import { checkWxVersions } from './wx-versions.ts';

const typings = `
        /** [wx.chooseMedia(Object object)](https://x)
         *
         * 需要基础库： \`2.10.0\`
         *
         * 在插件中使用：需要基础库 \`9.0.0\` */
        chooseMedia(option: object): void
        /** [wx.newest(Object object)](https://x)
         *
         * 需要基础库： \`3.10.1\` */
        newest(): void
        /** [wx.chooseVideo(Object object)](https://x)
         * @deprecated 基础库版本 [2.21.0] 起已废弃 */
        chooseVideo(): void
`;

function found(text: string): (string | undefined)[] {
  const config = { path: 'apps/miniprogram/src/project.config.json', text: '"libVersion": "3.8.12"' };
  return checkWxVersions([config, { path: 'apps/miniprogram/src/a.ts', text }], typings).map(
    ({ line, message }) => `${line}: ${message}`,
  );
}

test('a call that the oldest base library has is fine, and one that nobody knows is the compiler’s matter', () => {
  expect(found('wx.chooseMedia({});\nwx.somethingElse();')).toEqual([]);
});

test('a newer call is found, unless it is asked for first', () => {
  expect(found('\nwx.newest();')).toEqual([
    "2: wx.newest needs base library 3.10.1, and the mini program runs on 3.8.12: ask wx.canIUse('newest')",
  ]);
  expect(found("if (wx.canIUse('newest')) wx.newest();")).toEqual([]);
});

test('a call that WeChat has given up is found', () => {
  expect(found('wx.chooseVideo();')).toEqual(['1: wx.chooseVideo is given up by WeChat']);
});
