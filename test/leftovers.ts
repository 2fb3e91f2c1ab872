import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from './cli.ts';

/**
 * What a stopped server has left behind in its data folder, one sentence each; empty when nothing: rows and files
 * that do not agree after a sweep, temporary files, work folders, processes.
 *
 * @param env settings of its database. Default: its own
 */
export async function leftoversOf(dataFolder: string, env: Record<string, string> = {}): Promise<string[]> {
  const found: string[] = [];
  const runAdmin = (...args: string[]) => runCli({ WEIREEL_DATA: dataFolder, ...env }, 'admin', ...args);
  const swept = await runAdmin('sweep', '--now');
  if (swept.code !== 0) found.push(`the sweep failed: ${swept.stderr}`);
  const again = await runAdmin('sweep', '--now');
  if (again.stdout !== 'Nothing to remove\n') found.push(`the sweep came to no end: ${again.stdout}`);
  const reconciled = await runAdmin('reconcile', '--dry-run');
  if (reconciled.stdout !== 'Records and files agree\n') {
    found.push(`records and files disagree: ${reconciled.stdout}${reconciled.stderr}`);
  }
  for (const folder of ['work', 'blobs/parts', 'blobs/drafts']) {
    for (const name of await namesIn(join(dataFolder, folder))) found.push(`${folder}/${name} is left`);
  }
  for (const command of await processesOf(dataFolder)) found.push(`still running: ${command}`);
  return found;
}

/** Processes that name a folder in their command line or environment, or work below it. */
export async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readOrNothing(`/proc/${name}/cmdline`);
    const environment = await readOrNothing(`/proc/${name}/environ`);
    const place = await readlink(`/proc/${name}/cwd`).catch(() => '');
    const isThere = [command, environment, place].some((text) => text.includes(folder));
    if (isThere) found.push(command.replaceAll('\0', ' '));
  }
  return found;
}

/** Empty also when the process has ended while we were looking. */
export async function readOrNothing(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** Names in a folder; none also when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
