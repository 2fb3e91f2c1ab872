import type { Finding, SourceFile } from './finding.ts';
import { isForTests } from './finding.ts';

/** What WeChat's typings say of one call. */
interface WxCall {
  /** Base library from which on it exists; null: from the beginning. */
  since: string | null;
  /** Whether it is not to be used any more. */
  isDeprecated: boolean;
}

const source = /^apps\/miniprogram\/src\/.*\.ts$/;

/**
 * Calls of `wx` that the oldest base library that the mini program runs on does not have, and those that WeChat has
 * given up. A newer one is allowed where its file asks `wx.canIUse` for it first.
 *
 * @param typings the text of miniprogram-api-typings’ `lib.wx.api.d.ts`, whose comments say since when a call exists
 */
export function checkWxVersions(files: SourceFile[], typings: string): Finding[] {
  const minimum = minimumOf(files);
  const calls = readCalls(typings);
  return files
    .filter(({ path }) => source.test(path) && !isForTests(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\bwx\.(\w+)/g)].flatMap(({ 1: name = '', index }) => {
        const call = calls.get(name);
        const line = text.slice(0, index).split('\n').length;
        if (call?.isDeprecated === true) return [{ path, line, message: `wx.${name} is given up by WeChat` }];
        const since = call?.since ?? null;
        if (since === null || !isNewer(since, minimum) || text.includes(`canIUse('${name}')`)) return [];
        const message = `wx.${name} needs base library ${since}, and the mini program runs on ${minimum}: ask wx.canIUse('${name}')`;
        return [{ path, line, message }];
      }),
    );
}

function minimumOf(files: SourceFile[]): string {
  const config = files.find(({ path }) => path === 'apps/miniprogram/src/project.config.json');
  return /"libVersion": "([\d.]+)"/.exec(config?.text ?? '')?.[1] ?? '0';
}

/** Each call's comment begins with its name and address, and stands right before it. */
function readCalls(typings: string): Map<string, WxCall> {
  const calls = new Map<string, WxCall>();
  for (const [comment, name = ''] of typings.matchAll(/\/\*\* \[wx\.(\w+)\((?:(?!\*\/)[^])*\*\//g)) {
    // Where plug-ins may use it is said apart, in a line of its own.
    const since = /^[\s*]*(?:最低|需要)基础库： ?`([\d.]+)`/m.exec(comment)?.[1] ?? null;
    calls.set(name, { since, isDeprecated: comment.includes('@deprecated') });
  }
  return calls;
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at += 1) {
    const by = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (by !== 0) return by > 0;
  }
  return false;
}
