import type { Readable } from 'node:stream';
import { openSandboxOutput, outputFolder } from '@weireel/process';

/** Path of a file that a run may write, relative to its folder. */
export function outputPath(name: string): string {
  return `${outputFolder}/${name}`;
}

/**
 * Opens what a run has written at `outputPath(name)`. FFmpeg may have been taken over by its input, so a link or
 * anything else that is no plain file is refused.
 *
 * @throws Error when there is no such plain file
 */
export async function openOutput(folder: string, name: string): Promise<Readable> {
  return (await openSandboxOutput(folder, name)).createReadStream();
}
