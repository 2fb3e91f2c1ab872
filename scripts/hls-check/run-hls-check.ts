import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type HlsReport, validateHls } from '@weireel/hls';
import { findPlaylist, readFromFolder } from './read-from-folder.ts';
import { readOverHttp } from './read-over-http.ts';
import { reportLines } from './report-lines.ts';

/** What the check takes from the process. */
export interface HlsCheckContext {
  language: 'zh' | 'en';
  /** Folder that relative paths start from. */
  workingFolder: string;
  /** Writes a line of the report. */
  print: (line: string) => void;
  /** Writes a line that is not part of it. */
  tell: (line: string) => void;
}

/**
 * Runs the check. Answers the exit code: 0 when no `must` is broken, 1 when one is, 2 when the command was wrong.
 */
export async function runHlsCheck(args: string[], context: HlsCheckContext): Promise<number> {
  const { language, workingFolder, print, tell } = context;
  let place: string;
  let options: { json?: boolean; copy?: boolean; mp4?: string };
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, copy: { type: 'boolean' }, mp4: { type: 'string' } },
    });
    const [only, ...more] = positionals;
    if (only === undefined || more.length > 0) throw new TypeError('one address or folder');
    [place, options] = [only, values];
  } catch (error) {
    // parseArgs tells of unknown options by TypeError, as the line above does.
    if (!(error instanceof TypeError)) throw error;
    tell(
      language === 'zh'
        ? '用法：npm run hls:check -- <网址或文件夹> [--json] [--copy] [--mp4 <网址或路径>]'
        : 'usage: npm run hls:check -- <url or folder> [--json] [--copy] [--mp4 <url or path>]',
    );
    return 2;
  }
  const report = await check(place, workingFolder, options);
  if (report === null) {
    tell(language === 'zh' ? `${place} 中没有播放列表` : `there is no playlist in ${place}`);
    return 2;
  }
  if (options.json === true) print(JSON.stringify({ checked: place, ...report }, null, 2));
  else for (const line of reportLines(place, report, language)) print(line);
  return report.findings.some(({ severity }) => severity === 'must') ? 1 : 0;
}

async function check(
  place: string,
  workingFolder: string,
  { copy, mp4 }: { copy?: boolean; mp4?: string },
): Promise<HlsReport | null> {
  const options = {
    isCopy: copy === true,
    ...(mp4 !== undefined && { plainUri: mp4 }),
  };
  // Only a server can add to a playlist.
  if (/^https?:\/\//i.test(place)) {
    return validateHls({ uri: place, read: readOverHttp, wait: (ms) => pause(ms), ...options });
  }
  const found = await findPlaylist(resolve(workingFolder, place));
  return found && validateHls({ uri: found.name, read: readFromFolder(found.folder), ...options });
}
