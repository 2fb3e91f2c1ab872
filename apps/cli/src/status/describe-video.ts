import { fillMessage, formatPercent, processingEn, processingZhCn, roughTime } from '@weireel/client';
import type { Video, VideoState } from '@weireel/contract';
import type { Bilingual, CommandContext } from '../command.ts';
import { fitWidth } from '../publish/display-width.ts';

const states: Record<VideoState, Bilingual> = {
  uploading: { zh: '上传中', en: 'uploading' },
  processing: { zh: '处理中', en: 'processing' },
  ready: { zh: '已就绪', en: 'ready' },
  failed: { zh: '失败', en: 'failed' },
};

/** How a video stands, in lines for people. */
export function describeVideo({ config, say }: CommandContext, video: Video): string[] {
  const words = config.language === 'en' ? processingEn : processingZhCn;
  const word = ({ zh, en }: Bilingual) => say(zh, en);
  const remaining = (ms: number) => {
    const { key, n } = roughTime(ms);
    const time = fillMessage(words.time[key], { n });
    return fillMessage(words.pipeline.remaining, { time });
  };
  const playable = video.playable
    ? say('，可以播放', ', playable')
    : say('，还不能播放', ', not playable yet');
  const lines = [video.title, word(states[video.state]) + playable];
  if (video.remainingMs !== null) lines.push(remaining(video.remainingMs));
  for (const { stage, state, progress, remainingMs, reason } of video.pipeline ?? []) {
    const left = remainingMs === null ? '' : `, ${remaining(remainingMs)}`;
    const share = state === 'running' ? ` ${formatPercent(progress)}${left}` : '';
    const why = reason === undefined ? '' : say(`（${reason.message}）`, ` (${reason.message})`);
    lines.push(`  ${fitWidth(words.stage[stage], 24)}${words.stageState[state]}${share}${why}`);
  }
  if (video.failure !== null) lines.push(`${video.failure.message} [${video.failure.code}]`);
  if (video.replacement !== null) {
    const { fileName, state, failure } = video.replacement;
    const how = failure === null ? word(states[state]) : `${failure.message} [${failure.code}]`;
    lines.push(say(`更换为 ${fileName}：${how}`, `To be replaced with ${fileName}: ${how}`));
  }
  return lines;
}
