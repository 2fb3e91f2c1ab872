import type { Stage, StageState, Video, VideoState } from '@weireel/contract';
import type { Bilingual, CommandContext } from '../command.ts';
import { fitWidth } from '../publish/display-width.ts';
import { formatShare } from '../publish/format.ts';

const states: Record<VideoState, Bilingual> = {
  uploading: { zh: '上传中', en: 'uploading' },
  processing: { zh: '处理中', en: 'processing' },
  ready: { zh: '已就绪', en: 'ready' },
  failed: { zh: '失败', en: 'failed' },
};

const stages: Record<Stage['stage'], Bilingual> = {
  upload: { zh: '上传', en: 'Upload' },
  probe: { zh: '分析', en: 'Analysis' },
  first_playable: { zh: '首个可播放版本', en: 'First playable version' },
  poster: { zh: '封面', en: 'Cover' },
  ladder: { zh: '全部清晰度', en: 'All qualities' },
  progressive: { zh: 'MP4 版本', en: 'MP4 version' },
  derived: { zh: '预览图', en: 'Storyboard and preview' },
};

const stageStates: Record<StageState, Bilingual> = {
  waiting: { zh: '等待', en: 'waiting' },
  running: { zh: '进行中', en: 'running' },
  done: { zh: '完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
  skipped: { zh: '不需要', en: 'not needed' },
};

/** How a video stands, in lines for people. */
export function describeVideo({ say }: CommandContext, video: Video): string[] {
  const word = ({ zh, en }: Bilingual) => say(zh, en);
  const remaining = (ms: number) => {
    const seconds = Math.max(1, Math.round(ms / 1000));
    return say(`还需约 ${seconds} 秒`, `about ${seconds} s left`);
  };
  const playable = video.playable
    ? say('，可以播放', ', playable')
    : say('，还不能播放', ', not playable yet');
  const lines = [video.title, word(states[video.state]) + playable];
  if (video.remainingMs !== null) lines.push(remaining(video.remainingMs));
  for (const { stage, state, progress, remainingMs, reason } of video.pipeline ?? []) {
    const left = remainingMs === null ? '' : `, ${remaining(remainingMs)}`;
    const share = state === 'running' ? ` ${formatShare(progress)}${left}` : '';
    const why = reason === undefined ? '' : say(`（${reason.message}）`, ` (${reason.message})`);
    lines.push(`  ${fitWidth(word(stages[stage]), 24)}${word(stageStates[state])}${share}${why}`);
  }
  if (video.failure !== null) lines.push(`${video.failure.message} [${video.failure.code}]`);
  if (video.replacement !== null) {
    const { fileName, state, failure } = video.replacement;
    const how = failure === null ? word(states[state]) : `${failure.message} [${failure.code}]`;
    lines.push(say(`更换为 ${fileName}：${how}`, `To be replaced with ${fileName}: ${how}`));
  }
  return lines;
}
