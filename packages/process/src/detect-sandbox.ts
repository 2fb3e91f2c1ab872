import { spawnSync } from 'node:child_process';
import type { SandboxAbilities } from './sandbox.ts';

/**
 * Finds out what of the sandbox works here by trying it. Blocks for some ten milliseconds: run it once, at start.
 */
export function detectSandbox(): SandboxAbilities {
  return {
    canLimit: works('prlimit', '--core=0', '--'),
    canTie: works('setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'),
    network: detectNetwork(),
  };
}

/** One sentence for the log per protection that is missing; empty when all is well. */
export function sandboxWarnings(abilities: SandboxAbilities): string[] {
  const warnings: [boolean, string][] = [
    [abilities.network !== 'none', 'FFmpeg can reach the network, because this system refuses `unshare -n`'],
    [abilities.canLimit, 'FFmpeg runs without limits of memory and time, because `prlimit` does not work'],
    [abilities.canTie, 'FFmpeg may outlive a killed worker, because `setpriv` does not work'],
  ];
  return warnings.filter(([isThere]) => !isThere).map(([, sentence]) => sentence);
}

function detectNetwork(): SandboxAbilities['network'] {
  if (process.getuid?.() === 0 && works('unshare', '--net', '--')) return 'root';
  return works('unshare', '--map-root-user', '--net', '--') ? 'user-namespace' : 'none';
}

/** Whether `true` runs behind a link of the chain. */
function works(link: string, ...args: string[]): boolean {
  const tried = spawnSync(link, [...args, 'true'], { stdio: 'ignore', timeout: 10_000 });
  return tried.status === 0;
}
