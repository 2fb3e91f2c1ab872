import { ApiError, titleOfFile, type Api } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { chooseServer } from '../account/server-url.ts';
import { openSession } from '../account/session.ts';
import { CommandError, UsageError, type Command, type CommandContext } from '../command.ts';
import { explainError, withCode } from '../explain-error.ts';
import { findChannel } from './find-channel.ts';
import { findCategory } from './find-category.ts';
import { createDiskFile, type DiskFile } from './disk-file.ts';
import { gatherFiles, type FoundFile, type Unusable } from './gather-files.ts';
import { openUploader } from './open-uploader.ts';
import { createVideo, tellVideo, type Publication } from './publication.ts';
import { publishJoined, requireTakes } from './publish-joined.ts';
import { readPublishOptions, type PublishOptions } from './publish-options.ts';
import { openPublishedFiles, type PublishedFiles } from './published-files.ts';
import { untilSettled } from './until-settled.ts';

const answerWithinMs = 30_000;

/** Uploads files and makes videos of them. */
export const publish: Command = {
  name: 'publish',
  usage: '<files or folders>… [options]',
  summary: { zh: '上传视频并发布', en: 'Upload videos and publish them' },
  options: [
    { zh: '--server URL         服务器地址', en: '--server URL         address of the server' },
    {
      zh: '--visibility WHO     public（默认）、unlisted 或 private',
      en: '--visibility WHO     public (default), unlisted or private',
    },
    {
      zh: '--title TITLE        标题（只发布一个视频时）；默认取文件名',
      en: '--title TITLE        title, with one video only; default: its file’s name',
    },
    {
      zh: '--as CHANNEL         以频道的名义，给出频道的标识',
      en: '--as CHANNEL         as a channel, by its handle',
    },
    {
      zh: '--category NAME      分类的名字',
      en: '--category NAME      name of a category',
    },
    {
      zh: '--parallel N         同时上传的文件数，1–10，默认 2',
      en: '--parallel N         files at once, 1–10; default: 2',
    },
    {
      zh: '--wait               等到视频处理完成',
      en: '--wait               wait until the videos are ready',
    },
    {
      zh: '--again              已发布过的文件也再发布一次',
      en: '--again              publish once more what was published before',
    },
    {
      zh: '--join               把这些文件按顺序合成一个视频，最长 5 分钟',
      en: '--join               make one video of the files, in this order; up to 5 minutes',
    },
  ],
  async run(context, args) {
    const { config, say, tell } = context;
    const options = readPublishOptions(context, args);
    const { files, unusable } = await gatherFiles(options.paths, config.workingFolder);
    for (const nothing of unusable) tell(describeUnusable(context, nothing));
    if (files.length === 0) return 1;
    if (options.title !== null && files.length > 1 && !options.join) {
      throw new UsageError(say('--title 只能用于一个文件', '--title goes with one file only'));
    }
    if (options.join) requireTakes(context, files.length);

    const serverUrl = await chooseServer(context, options.server);
    const api = await openSession(context, serverUrl);
    const userId = await greet(context, api, serverUrl);
    const { category } = options;
    const as = options.as === null ? null : await findChannel(context, api, options.as);
    const categoryId = category === null ? null : await findCategory(context, api, category);
    const before = await openPublishedFiles(config.publishedPath, { serverUrl, userId: as ?? userId });
    const published = await publishAll(context, options, { serverUrl, api, as, categoryId, files, before });
    if (context.interrupted.aborted) {
      tell(
        say(
          '已中断。已上传的部分保存在服务器上，再次运行同样的命令即可继续。',
          'Interrupted. What has arrived stays on the server; run the same command again to go on.',
        ),
      );
      return 130;
    }
    const failed = files.length - published + unusable.length;
    if (failed > 0) tell(say(`${failed} 个失败`, `${failed} failed`));
    return failed === 0 ? 0 : 1;
  },
};

// The engine would wait for ever for a server that is not there; a person wants to know at once.
async function greet(context: CommandContext, api: Api, serverUrl: string): Promise<string> {
  const signal = AbortSignal.any([context.interrupted, AbortSignal.timeout(answerWithinMs)]);
  try {
    return (await api.call('me', { signal })).id;
  } catch (cause) {
    throw new CommandError(`${serverUrl}: ${explainError(context, cause)}`, { cause });
  }
}

async function publishAll(
  context: CommandContext,
  options: PublishOptions,
  {
    serverUrl,
    api,
    as,
    categoryId,
    files,
    before,
  }: Pick<Publication, 'serverUrl' | 'api' | 'as' | 'categoryId'> & {
    files: FoundFile[];
    before: PublishedFiles;
  },
): Promise<number> {
  const tools = openUploader(context, api, { maxParallelFiles: options.parallel });
  const publication = { context, options, serverUrl, api, as, categoryId, ...tools, published: before };
  try {
    if (options.join) return (await publishJoined(publication, files)) ? files.length : 0;
    const outcomes = await Promise.all(files.map((file) => publishOne(publication, file)));
    return outcomes.filter(Boolean).length;
  } finally {
    tools.view.stop();
  }
}

/** Whether the file has become a video, and a ready one if that was asked for. */
async function publishOne(publication: Publication, found: FoundFile): Promise<boolean> {
  const { context, options, view } = publication;
  const file = createDiskFile(found);
  try {
    const earlier = options.again ? null : await findEarlier(publication, found);
    if (earlier !== null) {
      const words = context.say(
        '之前已发布（--again 可再次发布）',
        'was published before (--again publishes it again)',
      );
      view.around(() => context.tell(`${found.name}: ${words}`));
    }
    const video = earlier ?? (await publishNew(publication, found, file));
    if (video === null) return false;
    return await tellVideo(publication, video.id, found.name);
  } catch (error) {
    if (!context.interrupted.aborted) {
      view.around(() => context.tell(`${found.name}: ${explainError(context, error)}`));
    }
    return false;
  } finally {
    await file.close();
  }
}

/** The video that a file became in an earlier run; null: none, or it is gone or failed. */
async function findEarlier(
  { context, api, retry, published }: Publication,
  found: FoundFile,
): Promise<Video | null> {
  const id = published.find(found);
  if (id === null) return null;
  const signal = context.interrupted;
  try {
    const video = await retry.run(() => api.call('video', { params: { id }, signal }), { signal });
    return video.state === 'failed' ? null : video;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Uploads a file, goes on with what has arrived of it, and makes its video; null when the person interrupts. */
async function publishNew(publication: Publication, found: FoundFile, file: DiskFile): Promise<Video | null> {
  const { context, options, uploader, published } = publication;
  const upload = await untilSettled(uploader, uploader.add(file), context.interrupted);
  if (upload === null) return null;
  if (upload.failure !== null) throw new CommandError(withCode(upload.failure));
  const { assetId } = upload;
  if (assetId === null) throw new TypeError('an upload that is done has an asset');
  const video = await createVideo(publication, assetId, options.title ?? titleOfFile(found.name));
  await published.note(found, video.id);
  return video;
}

function describeUnusable({ say }: CommandContext, { path, reason }: Unusable): string {
  if (reason === 'missing') return say(`${path}：找不到或无法读取`, `${path}: not found, or not readable`);
  return say(`${path}：文件夹里没有视频`, `${path}: there are no videos in this folder`);
}
