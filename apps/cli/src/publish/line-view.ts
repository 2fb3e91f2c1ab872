import { formatDecimalBytes, formatPercent, type FileUploadSnapshot } from '@weireel/client';
import type { CommandContext } from '../command.ts';
import { describeWait } from './describe-wait.ts';
import type { ProgressView } from './progress-view.ts';

/** Tells of progress in plain lines, for logs: when a file begins, at each quarter, when it has to wait. */
export function createLineView(context: CommandContext): ProgressView {
  const told = new Map<string, string>();

  return {
    show(snapshots) {
      for (const snapshot of snapshots) {
        const line = describe(context, snapshot);
        if (line === null || told.get(snapshot.id) === line) continue;
        told.set(snapshot.id, line);
        context.tell(`${snapshot.fileName}: ${line}`);
      }
    },
    around: (write) => write(),
    stop: () => undefined,
  };
}

function describe(context: CommandContext, snapshot: FileUploadSnapshot): string | null {
  const { say } = context;
  const { state, waiting, acknowledgedBytes, sizeBytes, resumed } = snapshot;
  if (state === 'waiting' && waiting !== null) return describeWait(waiting.reason, context);
  if (state === 'completing') return say('已全部上传', 'all sent');
  if (state !== 'uploading') return null;
  const quarter = Math.floor((acknowledgedBytes * 4) / sizeBytes) / 4;
  if (quarter > 0) return quarter < 1 ? formatPercent(quarter) : null;
  const size = formatDecimalBytes(sizeBytes);
  return resumed
    ? say(`继续上传（共 ${size}）`, `resuming (${size})`)
    : say(`开始上传（${size}）`, `uploading (${size})`);
}
