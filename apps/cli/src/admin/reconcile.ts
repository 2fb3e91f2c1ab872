import { randomText } from '@weireel/installation';
import { reconcile, type FindingKind } from '@weireel/upkeep';
import type { Bilingual, Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** As for the sweeper: younger ones may be about to get their row. */
const youngMs = 10 * 60_000;

const meanings: Record<FindingKind, Bilingual> = {
  orphan_blob: { zh: '没有记录的文件', en: 'file without a record' },
  orphan_multipart: { zh: '没有上传记录的半成品文件', en: 'unfinished file without an upload' },
  spent_edition: { zh: '不再需要的播放版本', en: 'edition that nobody needs' },
  unsealed_edition: { zh: '没有结尾的播放列表', en: 'playlist without an end' },
  source_missing: { zh: '缺少原始文件', en: 'source file is missing' },
  segment_missing: { zh: '缺少播放文件', en: 'file of a playlist is missing' },
  poster_missing: { zh: '缺少封面', en: 'cover picture is missing' },
  cover_missing: { zh: '缺少作者选定的封面', en: 'cover that its author chose is missing' },
  cover_not_made: { zh: '选定的封面没有生成', en: 'chosen cover is not made' },
  candidate_missing: { zh: '缺少候选封面', en: 'cover to choose from is missing' },
  export_missing: { zh: '缺少影片的导出文件', en: 'export of a film is missing' },
  file_missing: { zh: '缺少项目素材文件', en: 'file for projects is missing' },
  mp4_missing: { zh: '缺少 MP4 文件', en: 'MP4 file is missing' },
  storyboard_missing: { zh: '缺少预览图', en: 'storyboard is missing' },
  preview_missing: { zh: '缺少预览片段', en: 'preview is missing' },
  avatar_missing: { zh: '缺少头像', en: 'profile picture is missing' },
  processing_stuck: { zh: '等待处理但没有任务', en: 'waits for processing without a job' },
  job_undelivered: { zh: '任务没有进入队列', en: 'job is not in the queue' },
  upload_bytes_missing: { zh: '上传的数据丢失', en: 'bytes of an upload are missing' },
};

/** Compares records with files in both directions. */
export const adminReconcile: Command = {
  name: 'admin reconcile',
  usage: '[--dry-run]',
  summary: {
    zh: '双向核对记录和文件，并修复能修复的',
    en: 'Compare records with files in both directions and mend what can be mended',
  },
  options: [
    {
      zh: '--dry-run        只检查，不修改；发现问题时退出码为 1',
      en: '--dry-run        only look; exit code 1 when something is found',
    },
  ],
  async run(context, args) {
    const { say, print } = context;
    const { values, positionals } = readOptions(context, args, { 'dry-run': { type: 'boolean' } });
    refuseArguments(context, positionals);
    const dryRun = values['dry-run'] === true;
    const count = await withInstallation(context, async ({ connection, blobs, isAlone }) => {
      let found = 0;
      const findings = reconcile({
        db: connection.db,
        blobs,
        newId: () => randomText(16),
        nowMs: Date.now(),
        youngMs: isAlone ? 0 : youngMs,
        dryRun,
      });
      for await (const { kind, subject, detail } of findings) {
        found += 1;
        print(`${kind} (${say(meanings[kind].zh, meanings[kind].en)}) ${subject} ${detail}`.trimEnd());
      }
      return found;
    });
    if (count === 0) print(say('记录和文件一致', 'Records and files agree'));
    else if (dryRun) print(say(`发现 ${count} 处问题`, `${count} findings`));
    else print(say(`发现并处理了 ${count} 处问题`, `${count} findings, mended as far as possible`));
    return dryRun && count > 0 ? 1 : 0;
  },
};
