/** What a sandboxed process may use. */
export interface ProcessLimits {
  /** Address space in bytes; reserve at least four times the memory that is really needed. */
  addressSpaceBytes: number;
  /** Processor time in seconds, over all threads. */
  cpuSeconds: number;
  /** Size of any one file it writes, in bytes. */
  fileBytes: number;
}

/** What of the sandbox works on this machine. */
export interface SandboxAbilities {
  /** `prlimit` can set limits. */
  canLimit: boolean;
  /** `setpriv` can tie the process to its parent's life and forbid new privileges. */
  canTie: boolean;
  /** How to take the network away: as root, with a user namespace, or not at all. */
  network: 'root' | 'user-namespace' | 'none';
}

/** A program with its arguments. */
export interface Command {
  /** Name or path of the program. */
  command: string;
  /** Its arguments, one token each; never a shell line. */
  args: string[];
}

/**
 * Wraps a command so that hostile input can do little: limits, no network, no new privileges, and death with
 * its parent. `setpriv` comes last because a change of user clears the parent-death signal.
 */
export function sandboxCommand(inner: Command, limits: ProcessLimits, abilities: SandboxAbilities): Command {
  const chain: string[] = ['nice', '-n', '10'];
  if (abilities.canLimit) {
    chain.push(
      'prlimit',
      `--as=${limits.addressSpaceBytes}`,
      `--cpu=${limits.cpuSeconds}`,
      `--fsize=${limits.fileBytes}`,
      '--nofile=256',
      '--core=0',
      '--',
    );
  }
  if (abilities.network === 'root') chain.push('unshare', '--net', '--');
  if (abilities.network === 'user-namespace') chain.push('unshare', '--map-root-user', '--net', '--');
  if (abilities.canTie) chain.push('setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--');
  const [command = inner.command, ...args] = [...chain, inner.command, ...inner.args];
  return { command, args };
}
