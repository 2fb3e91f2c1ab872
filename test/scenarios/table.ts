import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { placeReport, reportOn } from '../campaign/show-report.ts';
import type { Scenario } from './scenario.ts';

const name = 'scenarios';
const page = fileURLToPath(new URL('../../docs/8-mini-program.md', import.meta.url));

/** Whether the run writes the table: `WEIREEL_SCENARIOS=write`. */
export const writesTable = process.env['WEIREEL_SCENARIOS'] === 'write';

/** The table of which scenario passed on which client, as Markdown. `passed`: `client: title`. */
export async function tableOf(
  scenarios: readonly Pick<Scenario, 'title'>[],
  clients: readonly string[],
  passed: ReadonlySet<string>,
): Promise<string> {
  const rows = scenarios.map(({ title }) =>
    [title, ...clients.map((client) => (passed.has(`${client}: ${title}`) ? 'passes' : 'fails'))].join(' | '),
  );
  const lines = [
    ['scenario', ...clients].join(' | '),
    ['---', ...clients.map(() => '---')].join(' | '),
    ...rows,
  ];
  return (await format(lines.map((line) => `| ${line} |`).join('\n'), { parser: 'markdown' })).trim();
}

/** The table on the page. */
export async function readTable(): Promise<string> {
  return reportOn(await readFile(page, 'utf8'), name).trim();
}

/** Puts the table onto the page. */
export async function writeTable(table: string): Promise<void> {
  await writeFile(page, placeReport(await readFile(page, 'utf8'), name, table));
}
