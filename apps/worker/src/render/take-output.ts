import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openOutput } from '@weireel/ffmpeg';

/** Makes what a run has written an input of later runs: a copy that no run can change. */
export async function takeOutput(folder: string, name: string, into = folder): Promise<void> {
  await pipeline(await openOutput(folder, name), createWriteStream(join(into, name)));
}
