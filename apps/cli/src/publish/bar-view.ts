import {
  formatDecimalBytes,
  formatCountdown,
  formatPercent,
  isActive,
  type FileUploadSnapshot,
} from '@weireel/client';
import type { CommandContext } from '../command.ts';
import { printable } from '../printable.ts';
import { describeWait } from './describe-wait.ts';
import { displayWidth, fitWidth } from './display-width.ts';
import type { ProgressView } from './progress-view.ts';

const redrawEveryMs = 200;
const barColumns = 20;

/** Where bars are drawn: a terminal. */
export interface BarTerminal {
  /** Width in columns. */
  columns: number;
  /** Writes text and control sequences. */
  write(text: string): unknown;
}

/** Draws one bar for each file that is under way, at the bottom of a terminal. */
export function createBarView(context: CommandContext, terminal: BarTerminal): ProgressView {
  let snapshots: readonly FileUploadSnapshot[] = [];
  let drawnLines = 0;
  let isStopped = false;

  const clear = () => {
    if (drawnLines > 0) terminal.write(`\u001b[${drawnLines}A\u001b[J`);
    drawnLines = 0;
  };
  const draw = () => {
    clear();
    if (isStopped) return;
    const lines = drawBars(context, snapshots, terminal.columns);
    if (lines.length > 0) terminal.write(`${lines.join('\n')}\n`);
    drawnLines = lines.length;
  };
  const timer = setInterval(draw, redrawEveryMs);

  return {
    show(now) {
      snapshots = now;
    },
    around(write) {
      clear();
      write();
      draw();
    },
    stop() {
      clearInterval(timer);
      isStopped = true;
      clear();
    },
  };
}

/** The lines for the files that are under way, each no wider than the terminal, and one for those to come. */
export function drawBars(
  context: CommandContext,
  snapshots: readonly FileUploadSnapshot[],
  columns: number,
): string[] {
  const lines = snapshots
    .filter(({ state }) => isActive(state))
    .map((snapshot) => {
      const figures = `${bar(snapshot.progress)} ${describe(context, snapshot)}`;
      // A line that wraps would break the redrawing, so the name gives way.
      const nameColumns = Math.max(8, columns - 2 - displayWidth(figures));
      return fitWidth(
        `${fitWidth(printable(snapshot.fileName), Math.min(40, nameColumns))} ${figures}`,
        columns - 1,
      ).trimEnd();
    });
  const queued = snapshots.filter(({ state }) => state === 'queued').length;
  if (queued > 0) lines.push(context.say(`还有 ${queued} 个文件在排队`, `${queued} more in the queue`));
  return lines;
}

function bar(progress: number): string {
  const full = Math.round(progress * barColumns);
  return `[${'#'.repeat(full)}${'-'.repeat(barColumns - full)}]`;
}

function describe(context: CommandContext, snapshot: FileUploadSnapshot): string {
  const { say } = context;
  const { state, progress, waiting, bytesPerSecond, remainingMs } = snapshot;
  const share = formatPercent(progress).padStart(4);
  if (state === 'waiting' && waiting !== null) return `${share}  ${describeWait(waiting.reason, context)}`;
  if (state === 'creating') return `${share}  ${say('准备', 'preparing')}`;
  if (state === 'completing') return `${share}  ${say('收尾', 'finishing')}`;
  if (bytesPerSecond === null || remainingMs === null) return share;
  const remaining = formatCountdown(remainingMs);
  return `${share}  ${formatDecimalBytes(bytesPerSecond)}/s  ${say(`剩余 ${remaining}`, `${remaining} left`)}`;
}
