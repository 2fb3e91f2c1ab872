import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSandboxFolder } from './sandbox-folder.ts';
import { sandboxCommand, type Command, type Namespaces, type SandboxAbilities } from './sandbox.ts';

/** Options of `detectSandbox`. */
export interface DetectOptions {
  /** Folder in which work folders will be made: whether files can be lent depends on its file system. */
  folder: string;
  /** A command that must work behind the whole chain. Absent: `true`. */
  command?: Command;
}

const roomy = { addressSpaceBytes: 4 * 2 ** 30, cpuSeconds: 60, fileBytes: 2 ** 20 };
const nothing: SandboxAbilities = { canLimit: false, canTie: false, userId: null, namespaces: null };

/** What a namespace may offer besides a network of its own, best first. */
const offers = [
  { processes: true, files: true },
  { processes: false, files: true },
  { processes: true, files: false },
  { processes: false, files: false },
];

/**
 * Finds out what of the sandbox works here by trying it, each time with a work folder as it will be. Takes some
 * hundred milliseconds, some of which it blocks: run it once, at start.
 */
export async function detectSandbox(options: DetectOptions): Promise<SandboxAbilities> {
  const { folder, command = { command: 'true', args: [] } } = options;
  const found = { ...nothing };
  const works = (more: Partial<SandboxAbilities>): Promise<boolean> =>
    tryIt(folder, command, { ...found, ...more });
  found.canLimit = await works({ canLimit: true });
  found.canTie = canTie();
  const userId = sandboxUserId(folder);
  if (process.getuid?.() === 0 && (await works({ userId }))) found.userId = userId;
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

/** One sentence for the log per protection that is missing; empty when all is well. */
export function sandboxWarnings({ canLimit, canTie, userId, namespaces }: SandboxAbilities): string[] {
  const isRoot = process.getuid?.() === 0;
  const warnings: [boolean, string][] = [
    [
      userId !== null || !isRoot,
      'runs as root, because another user cannot be used here (everybody must be able to run FFmpeg)',
    ],
    [namespaces !== null, 'can reach the network'],
    [namespaces?.files === true, 'sees all files that its user may read'],
    [namespaces?.processes === true, 'may leave processes behind'],
    [canLimit, 'has no limits of memory and time, because `prlimit` does not work'],
    [canTie, 'may outlive a killed worker, because `setpriv` does not work'],
  ];
  return warnings.filter(([isThere]) => !isThere).map(([, sentence]) => sentence);
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

/** Whether a command works in the sandbox, can read a file of ours and write one of its own. */
async function tryIt(root: string, command: Command, abilities: SandboxAbilities): Promise<boolean> {
  const folder = await mkdtemp(join(root, `${process.pid}-try-`));
  try {
    await writeFile(join(folder, 'input'), '');
    await openSandboxFolder(folder, abilities);
    const files = { command: 'sh', args: ['-euc', ': < input; : > out/output'] };
    return [files, command].every((inner) => succeeds(sandboxCommand(inner, roomy, abilities), folder));
  } catch {
    // The file system refuses to lend files.
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
