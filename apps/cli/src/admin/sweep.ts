import { randomText } from '@weireel/installation';
import { sweep, type SweepReport } from '@weireel/upkeep';
import type { Bilingual, Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** Ages below which things are left alone because somebody may be about to use them. */
const usual = { youngMs: 10 * 60_000, draftMs: 6 * 3600_000 };
/** With `--now`, beside a running server: its transactions and writes are far shorter. */
const hurried = { youngMs: 10_000, draftMs: 60_000 };
/** With `--now`, when nobody else is at work. */
const alone = { youngMs: 0, draftMs: 0 };

/** Removes what kills, cancellations and time have left behind. */
export const adminSweep: Command = {
  name: 'admin sweep',
  usage: '[--now]',
  summary: {
    zh: '彻底清理中断、取消和过期留下的文件和记录',
    en: 'Remove thoroughly what kills, cancellations and time have left behind',
  },
  options: [
    {
      zh: '--now            也清理刚刚留下的，不等待',
      en: '--now            also what was left just now, without waiting',
    },
  ],
  async run(context, args) {
    const { values, positionals } = readOptions(context, args, { now: { type: 'boolean' } });
    refuseArguments(context, positionals);
    const report = await withInstallation(context, ({ connection, blobs, isAlone }) =>
      sweep({
        db: connection.db,
        blobs,
        newId: () => randomText(16),
        nowMs: Date.now(),
        isThorough: true,
        ...(values.now !== true ? usual : isAlone ? alone : hurried),
      }),
    );
    const lines = describeReport(report);
    for (const { zh, en } of [...lines, ...describeUnknown(report)]) context.print(context.say(zh, en));
    if (lines.length === 0) context.print(context.say('没有需要清理的', 'Nothing to remove'));
    return 0;
  },
};

function describeReport(report: SweepReport): Bilingual[] {
  const lines: [number, string, string][] = [
    [report.expiredUploads, '个过期的上传', 'expired uploads'],
    [report.editions, '个不再需要的播放版本', 'editions that nobody needs'],
    [report.spentArtefacts, '个被替换或未完成的文件', 'replaced or unfinished files'],
    [report.sealedEditions, '个补上结尾的播放列表', 'playlists ended'],
    [report.unusedAssets, '个没有视频使用的素材', 'assets without a video'],
    [report.restartedDeletions, '个重新开始的删除', 'deletions begun again'],
    [report.multiparts, '个没有上传记录的半成品文件', 'unfinished files without an upload'],
    [report.drafts, '个写到一半的文件', 'half-written files'],
    [report.orphanBlobs, '个没有记录的文件', 'files without a record'],
  ];
  return lines
    .filter(([count]) => count > 0)
    .map(([count, zh, en]) => ({ zh: `${count} ${zh}`, en: `${count} ${en}` }));
}

/** What is kept because nobody here knows it; said once. */
function describeUnknown({ unknownBlobs: { first, count, sizeBytes } }: SweepReport): Bilingual[] {
  if (count === 0) return [];
  const names = first.map(({ key }) => key).join(', ') + (count > first.length ? ', …' : '');
  return [
    {
      zh: `保留了 ${count} 个本版本不认识的文件（共 ${sizeBytes} 字节）：${names}`,
      en: `Kept ${count} files that this version does not know (${sizeBytes} bytes): ${names}`,
    },
  ];
}
