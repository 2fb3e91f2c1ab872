import { isAbsolute } from 'node:path';
import type { ProgramFiles } from './program-files.ts';
import { isSystemFile, mountLines, viewScript, waitScript } from './sandbox-scripts.ts';

/** What a sandboxed process may use. */
export interface ProcessLimits {
  /** Address space in bytes; reserve at least four times the memory that is really needed. */
  addressSpaceBytes: number;
  /** Processor time in seconds, over all threads. */
  cpuSeconds: number;
  /** Size of any one file it writes, in bytes. */
  fileBytes: number;
}

/** Namespaces that this system lets us make. */
export interface Namespaces {
  /** Whether we make them as root, or inside a user namespace, where we are root over nothing else. */
  maker: 'root' | 'user';
  /** Its own processes: it sees no other, and what it started ends with it. */
  processes: boolean;
  /**
   * Its own view of the file system: the system's programs and libraries, its own files one by one, and its work
   * folder. Nothing else is there, and all but `out` can only be read.
   */
  files: boolean;
}

/** What of the sandbox works on this machine. */
export interface SandboxAbilities {
  /** `prlimit` can set limits. */
  canLimit: boolean;
  /** `setpriv` can tie the process to its parent's life and forbid new privileges. */
  canTie: boolean;
  /** User and group id that it runs under; null: ours. */
  userId: number | null;
  /** Namespaces of its own, always with a network of its own, which reaches nothing; null: none. */
  namespaces: Namespaces | null;
  /** What the programs to be run need besides the system's folders. */
  programs: ProgramFiles;
}

/** A program with its arguments. */
export interface Command {
  /** Name or path of the program. */
  command: string;
  /** Its arguments, one token each; never a shell line. */
  args: string[];
}

/** Processes and threads of its user, over all runs at once: far more than encoders on a large machine need. */
const maxProcesses = 8192;

/**
 * Wraps a command so that hostile input can do little. It is started in its work folder, which `openSandboxFolder`
 * has prepared, and names files relative to it: folders above may be closed to it.
 *
 * Order matters. Limits come first, because they are kept by all that follows. Namespaces need rights that are
 * given up behind them. `setpriv` ties the process to its parent last, because a change of user unties it.
 */
export function sandboxCommand(inner: Command, limits: ProcessLimits, abilities: SandboxAbilities): Command {
  const { namespaces, userId } = abilities;
  const chain = [
    ...['nice', '-n', '10'],
    ...limitLink(limits, abilities),
    // In a user namespace other users do not exist, so it is made by the one whom it is for.
    ...(namespaces?.maker === 'user' && userId !== null ? ['setpriv', ...becoming(userId), '--'] : []),
    ...(namespaces === null ? [] : namespaceLinks(inner, namespaces, abilities)),
    ...lastLink(abilities),
  ];
  const [command = inner.command, ...args] = [...chain, inner.command, ...inner.args];
  return { command, args };
}

function limitLink(limits: ProcessLimits, { canLimit, userId }: SandboxAbilities): string[] {
  if (!canLimit) return [];
  return [
    'prlimit',
    `--as=${limits.addressSpaceBytes}`,
    `--cpu=${limits.cpuSeconds}`,
    `--fsize=${limits.fileBytes}`,
    '--nofile=256',
    // An ordinary user may run much else, which would count as well.
    ...(userId === null ? [] : [`--nproc=${maxProcesses}`]),
    '--core=0',
    '--',
  ];
}

function namespaceLinks(
  inner: Command,
  namespaces: Namespaces,
  { canTie, programs }: SandboxAbilities,
): string[] {
  const { maker, processes, files } = namespaces;
  return [
    'unshare',
    ...(maker === 'user' ? ['--map-root-user'] : []),
    ...['--net', '--ipc'],
    ...(files ? ['--mount'] : []),
    '--',
    // With a process namespace our child is not the program but the shell that waits for it.
    ...(processes && canTie ? ['setpriv', '--pdeathsig', 'KILL', '--'] : []),
    ...(files ? ['sh', '-euc', viewScript, 'view', ...viewArguments(inner.command, programs)] : []),
    ...(processes ? ['unshare', '--pid', '--', 'sh', '-c', waitScript, 'wait'] : []),
  ];
}

function lastLink({ canTie, userId, namespaces }: SandboxAbilities): string[] {
  const becomes = userId !== null && namespaces?.maker !== 'user';
  if (!canTie && !becomes && namespaces === null) return [];
  return [
    'setpriv',
    ...(becomes ? becoming(userId) : []),
    // Who made the namespaces could also unmake them; another user has no such rights anyway.
    ...(namespaces !== null && !becomes ? ['--bounding-set', '-all', '--inh-caps', '-all'] : []),
    ...(canTie ? ['--no-new-privs', '--pdeathsig', 'KILL'] : []),
    '--',
  ];
}

/** What `viewScript` takes before the command. A program that is named by its path is shown at least itself. */
function viewArguments(program: string, { files, origin }: ProgramFiles): string[] {
  const named = isAbsolute(program) ? [...files, program] : files;
  const shown = [...new Set(named)].filter((file) => !isSystemFile(file));
  return [origin ?? '', mountLines(shown), String(shown.length), ...shown];
}

function becoming(userId: number): string[] {
  return ['--reuid', String(userId), '--regid', String(userId), '--clear-groups'];
}
