import type { SandboxTools } from './sandbox-command.ts';
import { startProcess } from './start-process.ts';

/** What this system offers for the sandbox. */
export interface DetectedSandbox {
  /** What works here. */
  tools: SandboxTools;
  /** One sentence for the log per protection that is missing; empty when all is well. */
  warnings: string[];
}

/** Finds out what works here by trying it. Takes some ten milliseconds: run it once, at start. */
export async function detectSandbox(): Promise<DetectedSandbox> {
  const [nice, ionice, prlimit, setpriv, network] = await Promise.all([
    tryCommand('nice', '-n', '10'),
    tryCommand('ionice', '-c', '2', '-n', '7'),
    tryCommand('prlimit', '--core=0', '--'),
    tryCommand('setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'),
    detectNetwork(),
  ]);
  const tools: SandboxTools = {
    nice: nice === null,
    ionice: ionice === null,
    prlimit: prlimit === null,
    setpriv: setpriv === null,
    network: network.kind,
  };
  const warnings = [
    network.reason === null ? null : `FFmpeg can reach the network: unshare is refused (${network.reason})`,
    prlimit === null ? null : `FFmpeg runs without limits: prlimit does not work (${prlimit})`,
    setpriv === null ? null : `FFmpeg may outlive a killed worker: setpriv does not work (${setpriv})`,
  ];
  return { tools, warnings: warnings.filter((warning) => warning !== null) };
}

async function detectNetwork(): Promise<{ kind: SandboxTools['network']; reason: string | null }> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && (await tryCommand('unshare', '-n', '--')) === null) return { kind: 'root', reason: null };
  const reason = await tryCommand('unshare', '-r', '-n', '--');
  return reason === null ? { kind: 'user', reason } : { kind: 'refused', reason };
}

/** Runs `true` behind a link of the chain; null when that works, else why not. */
async function tryCommand(link: string, ...args: string[]): Promise<string | null> {
  try {
    const tried = await startProcess({ command: link, args: [...args, 'true'], stdout: 'ignore' });
    const { code, signal } = await tried.exited;
    if (code === 0) return null;
    return tried.stderrTail().at(-1) ?? (code === null ? String(signal) : `exit code ${code}`);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
