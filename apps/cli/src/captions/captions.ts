import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Api } from '@weireel/client';
import type { CaptionTrack, ReadCaptionFile } from '@weireel/contract';
import { captionFileBytes } from '@weireel/contract/plain';
import { chooseServer, serverOption } from '../account/server-url.ts';
import { findToken, openApi, openSession } from '../account/session.ts';
import { CommandError, UsageError, type Command, type CommandContext } from '../command.ts';
import { createHttpTransport } from '../http-transport.ts';
import { readOptions } from '../read-options.ts';
import { readVideoName } from '../status/read-video-name.ts';

const answerWithinMs = 60_000;
const formats = ['srt', 'vtt', 'ass'] as const;

/** Which captions of which video. */
interface Named {
  api: Api;
  serverUrl: string;
  id: string;
  language: string;
  signal: AbortSignal;
}

/** Lists, reads, writes and deletes the captions of a video. */
export const captions: Command = {
  name: 'captions',
  usage: '<video id or watch URL> [language] [--put FILE | --get FORMAT | --delete]',
  summary: {
    zh: '列出、上传、下载或删除一个视频的字幕',
    en: 'List, upload, download or delete the captions of a video',
  },
  options: [
    {
      zh: '--put FILE           以 SRT、WebVTT 或 ASS 文件作为该语言的字幕，原有的会被替换',
      en: '--put FILE           take that language from an SRT, WebVTT or ASS file; replaces what is there',
    },
    {
      zh: '--label TEXT         观众看到的名称；默认不变，或为语言代码',
      en: '--label TEXT         what viewers choose it by; default: as it is, or the language',
    },
    {
      zh: '--get FORMAT         输出字幕：srt、vtt 或 ass',
      en: '--get FORMAT         write them to standard output: srt, vtt or ass',
    },
    { zh: '--delete             删除该语言的字幕', en: '--delete             delete that language' },
    serverOption,
  ],
  async run(context, args) {
    const { say } = context;
    const { values, positionals } = readOptions(context, args, {
      ...{ put: { type: 'string' }, label: { type: 'string' }, get: { type: 'string' } },
      ...{ delete: { type: 'boolean' }, server: { type: 'string' } },
    });
    const [video, language, ...rest] = positionals;
    const wishes = [values.put, values.get, values.delete].filter((wish) => wish !== undefined);
    if (video === undefined || rest.length > 0 || wishes.length > 1) throw wrongUse(context);
    if ((language === undefined) !== (wishes.length === 0)) throw wrongUse(context);
    const format = formats.find((known) => known === values.get);
    if (values.get !== undefined && format === undefined) {
      throw new UsageError(say('--get 只能是 srt、vtt 或 ass', '--get is one of srt, vtt and ass'));
    }

    const { id, server } = readVideoName(context, video);
    const serverUrl = server ?? (await chooseServer(context, values.server));
    const isReading = values.put === undefined && values.delete !== true;
    const api = isReading
      ? openApi(context, serverUrl, await findToken(context, serverUrl))
      : await openSession(context, serverUrl);
    const signal = AbortSignal.any([context.interrupted, AbortSignal.timeout(answerWithinMs)]);
    const named = { api, serverUrl, id, language: language ?? '', signal };

    if (values.put !== undefined) return putFile(context, named, { file: values.put, label: values.label });
    if (format !== undefined) return printFile(context, named, format);
    if (values.delete === true) {
      await api.call('deleteCaptions', { params: { id, language: named.language }, query: {}, signal });
      context.tell(say(`已删除 ${named.language} 字幕`, `The captions in ${named.language} are deleted`));
      return 0;
    }
    for (const track of await listTracks(named)) {
      context.print([track.language, track.label, String(track.count), track.kind].join('\t'));
    }
    return 0;
  },
};

function wrongUse({ say }: CommandContext): UsageError {
  return new UsageError(
    say(
      '需要视频编号或链接；--put、--get、--delete 三者之一还需要一个语言，如 zh-CN',
      'A video id or watch URL is needed, and with one of --put, --get and --delete a language such as zh-CN',
    ),
  );
}

async function listTracks({ api, id, signal }: Named): Promise<CaptionTrack[]> {
  return (await api.call('captionTracks', { params: { id }, signal })).items;
}

async function findTrack(named: Named): Promise<CaptionTrack | undefined> {
  return (await listTracks(named)).find(({ language }) => language === named.language);
}

async function putFile(
  context: CommandContext,
  named: Named,
  { file, label }: { file: string; label: string | undefined },
): Promise<number> {
  const { api, id, language, signal } = named;
  const bytes = await readSmallFile(context, resolve(context.config.workingFolder, file));
  const former = await findTrack(named);
  const read = await api.call('putCaptionFile', {
    params: { id, language },
    query: { ...(label !== undefined && { label }), ...(former && { revision: former.revision }) },
    bytes,
    signal,
  });
  for (const problem of read.problems)
    context.tell(`${basename(file)}:${problem.line}: ${words(context, problem)}`);
  context.print([read.language, read.label, String(read.count), read.kind].join('\t'));
  return 0;
}

/** Files larger than captions may be are not read at all. */
async function readSmallFile({ say }: CommandContext, path: string): Promise<Uint8Array> {
  const facts = await stat(path).catch(() => null);
  if (facts?.isFile() !== true) {
    throw new CommandError(say(`找不到文件：${path}`, `There is no such file: ${path}`));
  }
  if (facts.size > captionFileBytes) {
    throw new CommandError(
      say(
        `文件太大：字幕文件最多 ${captionFileBytes / 1e6} MB`,
        `The file is too large: captions have at most ${captionFileBytes / 1e6} MB`,
      ),
    );
  }
  return readFile(path);
}

function words({ say }: CommandContext, { code }: ReadCaptionFile['problems'][number]): string {
  switch (code) {
    case 'bad_time':
      return say('看不懂时间，已略过', 'left out: its times cannot be read');
    case 'no_duration':
      return say('没有时长，已略过', 'left out: it has no duration');
    case 'no_text':
      return say('没有文字，已略过', 'left out: it has no text');
    case 'too_many':
      return say('字幕太多，其后的已略过', 'left out with all that follow: there are too many');
  }
}

async function printFile(
  context: CommandContext,
  named: Named,
  format: (typeof formats)[number],
): Promise<number> {
  const { serverUrl, language, signal } = named;
  const track = await findTrack(named);
  if (!track) {
    throw new CommandError(
      context.say(`该视频没有 ${language} 字幕`, `The video has no captions in ${language}`),
    );
  }
  const url = new URL(track.files[format], serverUrl).href;
  const answer = await createHttpTransport()({ method: 'GET', url, headers: {}, signal });
  if (answer.status !== 200) {
    throw new CommandError(
      context.say(`服务器答复 ${answer.status}：${url}`, `The server answers ${answer.status}: ${url}`),
    );
  }
  for (const line of answer.body.trimEnd().split('\n')) context.print(line);
  return 0;
}
