import { tmpdir } from 'node:os';
import type { SandboxGap } from '@weireel/contract';
import { attackSandbox, detectSandbox, sandboxGaps, type SandboxAbilities } from '@weireel/process';

let found: Promise<SandboxAbilities> | null = null;

/**
 * Finds out how runs can be protected on this machine, once, before the first of them, and attacks what it found.
 *
 * @param options.programs ffmpeg and ffprobe, which have to work there
 * @param options.folder folder in which work folders will be made
 * @param options.secrets files that no run may read
 * @returns what a run could do and should not; empty when all is well
 */
export async function prepareSandbox(options: {
  programs: string[];
  folder: string;
  secrets: string[];
}): Promise<SandboxGap[]> {
  const { programs, folder, secrets } = options;
  const commands = programs.map((command) => ({ command, args: ['-hide_banner', '-version'] }));
  found = detectSandbox({ folder, commands });
  const abilities = await found;
  return [...sandboxGaps(abilities), ...(await attackSandbox(abilities, { folder, secrets }))];
}

/** How runs are protected; found for temporary folders when nobody has prepared it. */
export function sandbox(): Promise<SandboxAbilities> {
  found ??= detectSandbox({ folder: tmpdir() });
  return found;
}
