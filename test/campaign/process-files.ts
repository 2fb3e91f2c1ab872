import { ApiError } from '@weireel/client';
import { isErrorCode } from '@weireel/contract';
import { publish, waitForVideo, register, type Person } from '../api.ts';
import { leftoversOf } from '../leftovers.ts';
import { startServer } from '../server.ts';
import type { DamagedFile } from './damage.ts';

/** How one file ended. */
export interface FileEnd {
  /** The file, without its bytes. */
  file: Pick<DamagedFile, 'name' | 'kind'>;
  /** `ready`, or the code with which it was refused or failed. */
  end: string;
  /** From its last byte to its end, in milliseconds. */
  tookMs: number;
}

/** What became of all files. */
export interface ProcessedFiles {
  /** One for each file that came to an end. */
  ends: FileEnd[];
  /** Everything that ought not to have happened. */
  problems: string[];
}

/** Options of `processFiles`. */
export interface ProcessOptions {
  /** Makes the files, one after the other. */
  files: Iterable<DamagedFile>;
  /** Data folder of the server. */
  dataFolder: string;
  /** How many are under way at once. */
  atOnce: number;
  /** Longest that one may take from its last byte to its end, waiting for others included. */
  limitMs: number;
  /** Told of each end. */
  onEnd: (end: FileEnd) => void;
  /** Ends it when aborted. */
  signal: AbortSignal;
}

/**
 * Puts files through a whole server, several at once. Each must end ready, or with a code that blames the file,
 * within its limit; the worker must live through all of them, and nothing may be left when the server has stopped.
 */
export async function processFiles(options: ProcessOptions): Promise<ProcessedFiles> {
  const { dataFolder } = options;
  const ends: FileEnd[] = [];
  const problems: string[] = [];
  const server = await startServer({ dataFolder });
  try {
    const person = await register(server.url);
    const files = options.files[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (let next = files.next(); !next.done; next = files.next()) {
        options.signal.throwIfAborted();
        const file = next.value;
        const startedAt = performance.now();
        const end = await endOf(person, file, options.limitMs);
        const finished = {
          file: { name: file.name, kind: file.kind },
          end,
          tookMs: performance.now() - startedAt,
        };
        ends.push(finished);
        const problem = problemOf(end);
        if (problem !== null) problems.push(`${file.name} ${problem}`);
        options.onEnd(finished);
      }
    };
    await Promise.all(Array.from({ length: options.atOnce }, lane));
    if (server.log().includes('the worker ended'))
      problems.push(`the worker died: ${server.log().slice(-2000)}`);
    const stopped = await server.stop();
    if (stopped.code !== 0) problems.push(`the server ended badly: ${JSON.stringify(stopped)}`);
  } finally {
    await server.dispose();
  }
  problems.push(...(await leftoversOf(dataFolder)));
  return { ends, problems };
}

/** A code that means a fault of ours is a problem, and so is no end at all. */
function problemOf(end: string): string | null {
  if (end === 'ready') return null;
  if (!isErrorCode(end)) return `ended as ${end}, which is no code of the catalogue`;
  return end.startsWith('media_') ? null : `ended as ${end}, which does not blame the file`;
}

async function endOf(person: Person, file: DamagedFile, limitMs: number): Promise<string> {
  try {
    const { videoId } = await publish(person, { file: file.bytes, title: file.name });
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => limit.reject(new Error(`no end after ${limitMs / 1000} s`)), limitMs);
    try {
      const video = await Promise.race([waitForVideo(person.api, videoId), limit.promise]);
      return video.state === 'ready' ? 'ready' : (video.failure?.code ?? 'failed without a code');
    } finally {
      clearTimeout(timer);
    }
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    return error instanceof Error ? error.message : String(error);
  }
}
