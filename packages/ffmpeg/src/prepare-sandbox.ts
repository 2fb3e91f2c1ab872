import { tmpdir } from 'node:os';
import { detectSandbox, sandboxWarnings, type SandboxAbilities } from '@weireel/process';

let found: Promise<SandboxAbilities> | null = null;

/**
 * Finds out how runs can be protected on this machine, once, before the first of them.
 *
 * @param options.program ffmpeg, which has to work there
 * @param options.folder folder in which work folders will be made
 * @returns one sentence per protection that is missing; empty when all is well
 */
export async function prepareSandbox(options: { program: string; folder: string }): Promise<string[]> {
  const command = { command: options.program, args: ['-hide_banner', '-version'] };
  found = detectSandbox({ folder: options.folder, command });
  return sandboxWarnings(await found);
}

/** How runs are protected; found for temporary folders when nobody has prepared it. */
export function sandbox(): Promise<SandboxAbilities> {
  found ??= detectSandbox({ folder: tmpdir() });
  return found;
}
