import { chooseServer, serverOption } from '../account/server-url.ts';
import { findToken, openApi } from '../account/session.ts';
import type { Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { describeVideo } from './describe-video.ts';
import { readVideoName } from './read-video-name.ts';

const answerWithinMs = 30_000;

/** Says how a video stands. */
export const status: Command = {
  name: 'status',
  usage: '<video id or watch URL> [--server URL]',
  summary: {
    zh: '查看一个视频的状态（视频失败时退出码为 1）',
    en: 'Say how a video stands (exit code 1 when it has failed)',
  },
  options: [serverOption],
  async run(context, args) {
    const { values, positionals } = readOptions(context, args, { server: { type: 'string' } });
    const named = readOnly(context, positionals, context.say('视频编号或链接', 'a video id or watch URL'));
    const { id, server } = readVideoName(context, named);
    const serverUrl = server ?? (await chooseServer(context, values.server));
    const api = openApi(context, serverUrl, await findToken(context, serverUrl));
    const signal = AbortSignal.any([context.interrupted, AbortSignal.timeout(answerWithinMs)]);
    const video = await api.call('video', { params: { id }, signal });
    for (const line of describeVideo(context, video)) context.print(line);
    context.print(`${serverUrl}/watch/${video.id}`);
    return video.state === 'failed' ? 1 : 0;
  },
};
