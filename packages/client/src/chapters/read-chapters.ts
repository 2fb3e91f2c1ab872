import type { Chapter } from '@weireel/contract';
import { chapterTitleLength, mostChapters } from '@weireel/contract/plain';

const clock = String.raw`(?:(\d{1,2})[:：])?(\d{1,2})[:：](\d{2})(?![\d:])`;
/** `0:00 Title`, `- [1:02:03] Title`, `（0:00）标题`. */
const leading = new RegExp(String.raw`^[\s\-–—•*·>[(（【]{0,8}${clock}[\])）】]?(.*)$`);
/** `Title 0:00`, `标题（1:02:03）`. */
const trailing = new RegExp(String.raw`^(.*[^\d:：])${clock}[\])）】]?\s*$`);
const edges = /^[\s\-–—:：|、·.[(（【]+|[\s\-–—:：|、·[(（【]+$/g;

const fewest = 3;
const shortestMs = 10_000;

/**
 * The chapters that a description lists, as YouTube reads them: lines with a time and a title, at least three of them,
 * the first at 0:00, each at least ten seconds behind the one before
 * (https://support.google.com/youtube/answer/9884579). Empty: it lists none by these rules.
 */
export function readChapters(description: string): Chapter[] {
  const chapters = description.split('\n').flatMap((line) => chapterOfLine(line) ?? []);
  const isList =
    chapters.length >= fewest &&
    chapters.length <= mostChapters &&
    chapters.every(({ startMs }, n) => {
      const before = chapters[n - 1];
      return before === undefined ? startMs === 0 : startMs - before.startMs >= shortestMs;
    });
  return isList ? chapters : [];
}

function chapterOfLine(line: string): Chapter | null {
  const before = leading.exec(line);
  const [h, m, s, text] = before?.slice(1) ?? afterTitle(line);
  const title = cut((text ?? '').replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').replaceAll(edges, ''));
  if (s === undefined || title === '' || Number(s) > 59) return null;
  return { startMs: ((Number(h ?? 0) * 60 + Number(m)) * 60 + Number(s)) * 1000, title };
}

function afterTitle(line: string): (string | undefined)[] {
  const [, text, h, m, s] = trailing.exec(line) ?? [];
  return [h, m, s, text];
}

/** No longer than a title may be, without half a character at its end. */
function cut(title: string): string {
  return title
    .slice(0, chapterTitleLength.max)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
