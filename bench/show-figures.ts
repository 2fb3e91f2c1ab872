import { keepsBudget, type Figure } from './figure.ts';
import type { MachineFacts } from './machine-facts.ts';

/** What one bench found. */
export interface BenchResult {
  /** Where and when. */
  machine: MachineFacts;
  /** How often and with what. */
  setting: { runs: number; clipSeconds: number; origin: string };
  /** The lines. */
  figures: Figure[];
}

const columns = ['what', 'ours', 'reference', 'ratio', 'budget', 'kept', 'remark'];

/** The result as a table for a terminal. */
export function showTable(result: BenchResult): string {
  const rows = [columns, ...result.figures.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The result as a page of the documentation. */
export function showPage(result: BenchResult): string {
  const { machine, setting } = result;
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return `# Figures

Written by \`npm run bench -- --write\`; [bench/README.md](../bench/README.md) says what the lines mean. Compare ratios, not times: both sides of a ratio were measured in turns in the same run.

- ${machine.date.slice(0, 10)}, commit ${machine.commit}, load before ${machine.loadBefore.toFixed(1)}
- ${machine.processor}, ${machine.memoryGibibytes} GiB, ${machine.system}
- Node ${machine.node}, ${machine.ffmpeg}
- clips of ${setting.clipSeconds} s (${setting.origin}), ${setting.runs} run${setting.runs === 1 ? '' : 's'}, medians unless a line says otherwise

${row(columns)}
${row(columns.map(() => '---'))}
${result.figures.map((each) => row(cellsOf(each))).join('\n')}
`;
}

function cellsOf(each: Figure): string[] {
  const kept = keepsBudget(each);
  return [
    each.title,
    `${short(each.value)} ${each.unit}`,
    `${each.reference.name}: ${short(each.reference.value)} ${each.unit}`,
    short(each.ratio),
    budgetText(each),
    kept === null ? '–' : kept ? 'yes' : 'no',
    each.note,
  ];
}

function budgetText({ budget, unit }: Figure): string {
  if (budget === null) return '–';
  const sign = budget.is === 'at most' ? '≤' : '≥';
  return budget.of === 'ratio' ? `ratio ${sign} ${budget.limit}` : `${sign} ${budget.limit} ${unit}`;
}

/** Three digits that mean something. */
function short(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 0.1 ? 2 : 3);
}
