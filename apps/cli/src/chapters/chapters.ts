import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readChapterLine, writeChapterLine, type Api } from '@weireel/client';
import type { Chapter } from '@weireel/contract';
import { chooseServer, serverOption } from '../account/server-url.ts';
import { findToken, openApi, openSession } from '../account/session.ts';
import { CommandError, UsageError, type Command, type CommandContext } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { readVideoName } from '../status/read-video-name.ts';

const answerWithinMs = 60_000;

/** Lists and writes the chapters of a video; what it lists, it takes. */
export const chapters: Command = {
  name: 'chapters',
  usage: '<video id or watch URL> [--put FILE]',
  summary: {
    zh: '列出或写入一个视频的章节，每行一个时间和标题',
    en: 'List or write the chapters of a video, a time and a title on each line',
  },
  options: [
    {
      zh: '--put FILE           以文件中的各行（如 1:05 标题）作为章节，原有的会被替换；空文件即无章节',
      en: '--put FILE           take them from the lines of a file (1:05 Title); replaces what is there',
    },
    serverOption,
  ],
  async run(context, args) {
    const { values, positionals } = readOptions(context, args, {
      ...{ put: { type: 'string' }, server: { type: 'string' } },
    });
    const [named, ...rest] = positionals;
    if (named === undefined || rest.length > 0)
      throw new UsageError(context.say('需要一个视频编号或链接', 'A video id or watch URL is needed'));
    const { id, server } = readVideoName(context, named);
    const serverUrl = server ?? (await chooseServer(context, values.server));
    const wanted = values.put === undefined ? null : await readLines(context, values.put);
    const api =
      wanted === null
        ? openApi(context, serverUrl, await findToken(context, serverUrl))
        : await openSession(context, serverUrl);
    const signal = AbortSignal.any([context.interrupted, AbortSignal.timeout(answerWithinMs)]);
    for (const chapter of await exchange(api, { id, wanted, signal }))
      context.print(writeChapterLine(chapter));
    return 0;
  },
};

/** Writes what is wanted over what there is now; null: nothing is. Gives what there is then. */
async function exchange(
  api: Api,
  { id, wanted, signal }: { id: string; wanted: Chapter[] | null; signal: AbortSignal },
): Promise<Chapter[]> {
  const { revision, chapters: present } = await api.call('chapters', { params: { id }, signal });
  if (wanted === null) return present;
  const body = { chapters: wanted, revision };
  return (await api.call('putChapters', { params: { id }, body, signal })).chapters;
}

async function readLines({ config, say }: CommandContext, file: string): Promise<Chapter[]> {
  const path = resolve(config.workingFolder, file);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(say(`读不了文件：${path}`, `The file cannot be read: ${path}`), { cause });
  });
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.flatMap((line, n) => {
    if (line.trim() === '') return [];
    const chapter = readChapterLine(line);
    if (chapter !== null) return chapter;
    const place = `${basename(file)}:${n + 1}`;
    throw new CommandError(
      say(`${place}：不是时间加标题，如 1:05 标题`, `${place}: no time and title, such as 1:05 Title`),
    );
  });
}
