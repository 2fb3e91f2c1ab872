import type { CampaignReport, ReportTable } from './campaign-part.ts';

/** A report with what it was made of. */
export interface FinishedReport extends CampaignReport {
  /** Name of the part. */
  name: string;
  /** See `CampaignPart`. */
  what: string;
  /** When it ended, ISO 8601. */
  date: string;
  /** Commit of the code. */
  commit: string;
  /** Seed that repeats it. */
  seed: number;
  /** How many. */
  count: number;
  /** How long it took, in seconds. */
  seconds: number;
}

/** The report for a terminal. */
export function showText(report: FinishedReport): string {
  const lines = report.problems.map((problem) => `! ${problem}`);
  const end = report.problems.length === 0 ? 'no problem' : `${report.problems.length} problems`;
  return [...report.facts, ...report.tables.map(tableText), ...lines, `${report.name}: ${end}`].join('\n');
}

/** The report as Markdown, to stand between its markers on the page. */
export function showMarkdown(report: FinishedReport): string {
  const { name, what, date, commit, seed, count, seconds } = report;
  const row = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  const tables = report.tables.map(({ columns, rows }) =>
    [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n'),
  );
  const problems = report.problems.map((problem) => `- **problem**: ${problem}`);
  return [
    what,
    `\`npm run campaign -- --only ${name} --seed ${seed} --count ${count}\`, ${date.slice(0, 10)}, commit ${commit}, ${Math.round(seconds)} s.`,
    [...report.facts.map((fact) => `- ${fact}`), ...problems].join('\n'),
    ...tables,
  ].join('\n\n');
}

/**
 * Puts a part's report between its markers, leaving the reports of other parts alone.
 *
 * @throws Error when the page has no markers for it
 */
export function placeReport(page: string, name: string, markdown: string): string {
  const [from, to] = placeOf(page, name);
  return `${page.slice(0, from)}\n\n${markdown}\n\n${page.slice(to)}`;
}

/**
 * What stands between the markers of a name.
 *
 * @throws Error when the page has none
 */
export function reportOn(page: string, name: string): string {
  return page.slice(...placeOf(page, name));
}

function placeOf(page: string, name: string): [from: number, to: number] {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- end of ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no markers ${begin} and ${end}`);
  return [from + begin.length, to];
}

function tableText({ columns, rows }: ReportTable): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
