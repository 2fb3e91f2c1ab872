import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SandboxGap } from '@weireel/contract';
import { listProgramFiles, noProgramFiles } from './program-files.ts';
import { openSandboxFolder, outputFolder } from './sandbox-folder.ts';
import { sandboxCommand, type Command, type Namespaces, type SandboxAbilities } from './sandbox.ts';

/** Options of `detectSandbox`. */
export interface DetectOptions {
  /** Folder in which work folders will be made: whether files can be lent depends on its file system. */
  folder: string;
  /** Commands that must work behind the whole chain; what their programs need is shown. Absent: `true`. */
  commands?: Command[];
}

const roomy = { addressSpaceBytes: 4 * 2 ** 30, cpuSeconds: 60, fileBytes: 2 ** 20 };
const nothing: SandboxAbilities = {
  ...{ canLimit: false, canTie: false, userId: null, namespaces: null },
  programs: noProgramFiles,
};

/** What a namespace may offer besides a network of its own, best first. */
const offers = [
  { processes: true, files: true },
  { processes: false, files: true },
  { processes: true, files: false },
  { processes: false, files: false },
];

/**
 * Finds out what of the sandbox works here by trying it, each time with a work folder as it will be: first all of it
 * together, and only where that fails each part. Takes some hundred milliseconds, some of which it blocks: run it
 * once, at start.
 */
export async function detectSandbox(options: DetectOptions): Promise<SandboxAbilities> {
  const { folder, commands = [{ command: 'true', args: [] }] } = options;
  const found = { ...nothing, programs: listProgramFiles(commands.map(({ command }) => command)) };
  const works = (more: Partial<SandboxAbilities>): Promise<boolean> =>
    tryIt(folder, commands, { ...found, ...more });
  const userId = process.getuid?.() === 0 ? sandboxUserId(folder) : null;
  const [best = null] = candidates();
  found.canTie = canTie();
  const all = { canLimit: true, userId, namespaces: best };
  if (found.canTie && (await works(all))) return { ...found, ...all };
  found.canLimit = await works({ canLimit: true });
  if (userId !== null && (await works({ userId }))) found.userId = userId;
  for (const namespaces of candidates()) {
    if (!(await works({ namespaces }))) continue;
    found.namespaces = namespaces;
    break;
  }
  return found;
}

/** Whether a process can be tied to our life here. Blocks for some milliseconds. */
export function canTie(): boolean {
  const args = ['--no-new-privs', '--pdeathsig', 'KILL', '--', 'true'];
  return succeeds({ command: 'setpriv', args }, '/');
}

/** What a run could do for want of a protection; empty when all is well. */
export function sandboxGaps({
  canLimit,
  canTie,
  userId,
  namespaces,
}: Omit<SandboxAbilities, 'programs'>): SandboxGap[] {
  const isRoot = process.getuid?.() === 0;
  const protections: [boolean, SandboxGap][] = [
    [userId !== null || !isRoot, 'runs_as_root'],
    [namespaces !== null, 'reaches_network'],
    [namespaces?.files === true, 'sees_files'],
    [namespaces?.processes === true, 'leaves_processes'],
    [canLimit, 'has_no_limits'],
    [canTie, 'outlives_worker'],
  ];
  return protections.filter(([isThere]) => !isThere).map(([, gap]) => gap);
}

function* candidates(): Generator<Namespaces> {
  const makers = process.getuid?.() === 0 ? (['root', 'user'] as const) : (['user'] as const);
  for (const offer of offers) for (const maker of makers) yield { maker, ...offer };
}

/**
 * A user id that nobody has: of the range that systemd keeps for users without a name, told apart by installation.
 * Containers, which often know no ids above 65 535, have it as well.
 */
function sandboxUserId(folder: string): number {
  return 61_184 + (createHash('sha256').update(folder).digest().readUInt32BE() % 4000);
}

function succeeds({ command, args }: Command, cwd: string): boolean {
  const env = { PATH: process.env['PATH'] ?? '' };
  return spawnSync(command, args, { cwd, env, stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/**
 * Tries from inside the sandbox what a program that was taken over would: reads files that it must not know, and
 * writes to a program and beside it. Nothing is changed where that succeeds.
 *
 * @param options.secrets files that must stay hidden
 * @returns what succeeded; empty when all is well
 */
export async function attackSandbox(
  abilities: SandboxAbilities,
  options: { folder: string; secrets: string[] },
): Promise<SandboxGap[]> {
  const { files } = abilities.programs;
  const attempts: [gap: SandboxGap, script: string, paths: string[]][] = [
    ['reads_secrets', 'cat "$1" > /dev/null', options.secrets],
    ['rewrites_programs', 'true >> "$1"', files],
    [
      'writes_beside_programs',
      'mkdir "$1/.try-$$" && rmdir "$1/.try-$$"',
      [...new Set(files.map((file) => dirname(file)))],
    ],
  ];
  const folder = await mkdtemp(join(options.folder, `${process.pid}-try-`));
  try {
    await openSandboxFolder(folder, abilities);
    const script = attempts
      .flatMap(([, attempt, paths], n) =>
        paths.map(
          (path) => `try() { ${attempt}; }; if try ${quote(path)}; then : > ${outputFolder}/${n}; fi`,
        ),
      )
      .join('\n');
    const attack = { command: 'sh', args: ['-c', `exec 2> /dev/null\n${script}`] };
    succeeds(sandboxCommand(attack, roomy, abilities), folder);
    const done = new Set(await readdir(join(folder, outputFolder)));
    return attempts.flatMap(([gap], n) => (done.has(String(n)) ? [gap] : []));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A word for the shell, whatever is in it. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Whether a command works in the sandbox, can read a file of ours and write one of its own. */
async function tryIt(root: string, commands: Command[], abilities: SandboxAbilities): Promise<boolean> {
  const folder = await mkdtemp(join(root, `${process.pid}-try-`));
  try {
    await writeFile(join(folder, 'input'), '');
    await openSandboxFolder(folder, abilities);
    const files = { command: 'sh', args: ['-euc', ': < input; : > out/output'] };
    return [files, ...commands].every((inner) => succeeds(sandboxCommand(inner, roomy, abilities), folder));
  } catch {
    // The file system refuses to lend files.
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
