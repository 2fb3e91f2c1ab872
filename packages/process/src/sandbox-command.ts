/** What a process may use. Every limit that is absent is not set; core dumps are always off. */
export interface ProcessLimits {
  /** Address space in bytes; give about four times the memory that it should really use. */
  addressSpaceBytes?: number;
  /** CPU time of all its threads together, in whole seconds; then it gets SIGKILL. */
  cpuSeconds?: number;
  /** Size of any one file that it writes, in bytes; then it gets SIGXFSZ. Pipes are not counted. */
  fileSizeBytes?: number;
  /** Open files; may only be lower than what our own process is allowed. */
  openFiles?: number;
}

/** Which parts of the sandbox work on this system, as `detectSandbox` finds them. */
export interface SandboxTools {
  /** Whether `nice` is there. */
  nice: boolean;
  /** Whether `ionice` is there and allowed. */
  ionice: boolean;
  /** How a process is cut off from the network: as root, as an ordinary user, or not at all. */
  network: 'root' | 'user' | 'refused';
  /** Whether `prlimit` is there. */
  prlimit: boolean;
  /** Whether `setpriv` is there: no new privileges, and death with the parent. */
  setpriv: boolean;
}

/** A program with its arguments; no shell reads it. */
export interface Command {
  /** The program: a path, or a name that is looked up in PATH. */
  command: string;
  /** Its arguments. */
  args: string[];
}

/**
 * Puts the sandbox in front of a command: low priority, no network, limits, no new privileges, and death with
 * the parent. Each link replaces itself by the next, so all have the same process id. `setpriv` is the last,
 * because the kernel forgets the signal of the parent's death when the user changes.
 */
export function sandboxCommand(
  command: string,
  args: readonly string[],
  limits: ProcessLimits,
  tools: SandboxTools,
): Command {
  return chain([
    tools.nice ? ['nice', '-n', '10'] : [],
    tools.ionice ? ['ionice', '-c', '2', '-n', '7'] : [],
    networkLink[tools.network],
    tools.prlimit ? ['prlimit', ...limitArguments(limits), '--'] : [],
    tools.setpriv ? ['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'] : [],
    [command, ...args],
  ]);
}

/** Puts in front of a command what lets it die with our process, however that ends; nothing else changes. */
export function dieWithParent(command: string, args: readonly string[], tools: SandboxTools): Command {
  return chain([tools.setpriv ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [], [command, ...args]]);
}

const networkLink: Record<SandboxTools['network'], string[]> = {
  root: ['unshare', '-n', '--'],
  user: ['unshare', '-r', '-n', '--'],
  refused: [],
};

function limitArguments(limits: ProcessLimits): string[] {
  const given: [string, number | undefined][] = [
    ['as', limits.addressSpaceBytes],
    ['cpu', limits.cpuSeconds],
    ['fsize', limits.fileSizeBytes],
    ['nofile', limits.openFiles],
    ['core', 0],
  ];
  return given.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${wholeNumber(name, value)}`],
  );
}

function wholeNumber(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new TypeError(`limit ${name} must be a whole number, got ${value}`);
}

function chain(links: string[][]): Command {
  const [command = '', ...args] = links.flat();
  if (command === '') throw new TypeError('an empty command cannot be started');
  return { command, args };
}
