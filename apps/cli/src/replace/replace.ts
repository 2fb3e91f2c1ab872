import type { Video } from '@weireel/contract';
import { chooseServer, serverOption } from '../account/server-url.ts';
import { openSession } from '../account/session.ts';
import { CommandError, UsageError, type Command, type CommandContext } from '../command.ts';
import { withCode } from '../explain-error.ts';
import { systemClock } from '../system-clock.ts';
import { createDiskFile } from '../publish/disk-file.ts';
import { gatherFiles, type FoundFile } from '../publish/gather-files.ts';
import { openUploader } from '../publish/open-uploader.ts';
import { untilSettled } from '../publish/until-settled.ts';
import { readOptions } from '../read-options.ts';
import { readVideoName } from '../status/read-video-name.ts';

/** How often the server is asked how far it is. */
const pollMs = 1000;

/** Gives a video another file under the same address. */
export const replace: Command = {
  name: 'replace',
  usage: '<video id or watch URL> <file> [--wait] [--server URL]',
  summary: {
    zh: '更换视频的文件；网址、标题和数据不变，新文件可以播放后自动换上',
    en: 'Replace the file of a video; its address, title and counts stay, and the old file plays until the new one does',
  },
  options: [
    serverOption,
    {
      zh: '--wait           等到新文件换上',
      en: '--wait           wait until the video has moved to the new file',
    },
  ],
  async run(context, args) {
    const { say } = context;
    const { values, positionals } = readOptions(context, args, {
      server: { type: 'string' },
      wait: { type: 'boolean', default: false },
    });
    const [named, path, ...more] = positionals;
    if (named === undefined || path === undefined || more.length > 0) {
      throw new UsageError(say('请给出一个视频和一个文件', 'Name one video and one file'));
    }
    const { id, server } = readVideoName(context, named);
    const { files } = await gatherFiles([path], context.config.workingFolder);
    const [file] = files;
    if (file === undefined || files.length > 1) {
      throw new UsageError(say(`${path}：不是一个视频文件`, `${path} is not one video file`));
    }
    const serverUrl = server ?? (await chooseServer(context, values.server));
    return replaceFile(context, { serverUrl, id, file, isPatient: values.wait });
  },
};

async function replaceFile(
  context: CommandContext,
  wish: { serverUrl: string; id: string; file: FoundFile; isPatient: boolean },
): Promise<number> {
  const { interrupted, say, print } = context;
  const { serverUrl, id } = wish;
  const api = await openSession(context, serverUrl);
  const signal = interrupted;
  // Nobody wants to send a film for a video that is not there.
  await api.call('video', { params: { id }, signal });
  const { uploader, retry, view } = openUploader(context, api);
  const file = createDiskFile(wish.file);
  try {
    const upload = await untilSettled(uploader, uploader.add(file), interrupted);
    if (upload === null) return 130;
    if (upload.failure !== null) throw new CommandError(withCode(upload.failure));
    const { assetId } = upload;
    if (assetId === null) throw new TypeError('an upload that is done has an asset');
    const put = () => api.call('putVideoSource', { params: { id }, body: { assetId }, signal });
    let video: Video = await retry.run(put, { signal });
    while (wish.isPatient && isOnItsWay(video, assetId)) {
      await systemClock.sleep(pollMs, signal);
      if (signal.aborted) return 130;
      video = await retry.run(() => api.call('video', { params: { id }, signal }), { signal });
    }
    const failure = video.replacement?.failure ?? null;
    if (failure !== null) {
      throw new CommandError(withCode({ ...failure, title: failure.message, detail: null }));
    }
    if (video.assetId !== assetId && wish.isPatient) {
      throw new CommandError(say('已被另一次更换取代', 'Another replacement has taken its place'));
    }
    view.around(() => print(`${serverUrl}/watch/${id}\t${wish.file.name}`));
    return 0;
  } finally {
    view.stop();
    await file.close();
  }
}

/** Whether the video still waits for the asset. */
function isOnItsWay({ replacement }: Video, assetId: string): boolean {
  return replacement?.assetId === assetId && replacement.state !== 'failed';
}
