import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a command-line tool wrote. */
export interface ToolOutput {
  /** Standard output. */
  stdout: Uint8Array;
  /** Standard error. */
  stderr: string;
}

/** Runs `ffmpeg` or `ffprobe` for a test, quiet but for warnings; rejects when it fails. */
export async function runTool(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<ToolOutput> {
  const first = tool === 'ffmpeg' ? ['-nostdin', '-hide_banner', '-v', 'warning', '-y'] : ['-v', 'warning'];
  const options = { encoding: 'buffer' as const, maxBuffer: 512 * 2 ** 20 };
  const { stdout, stderr } = await execute(tool, [...first, ...args], options);
  return { stdout, stderr: stderr.toString() };
}

/** Runs ffprobe and returns its JSON. */
export async function probeJson(path: string, ...sections: string[]): Promise<unknown> {
  const { stdout } = await runTool('ffprobe', [...sections, '-of', 'json', path]);
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Calls back with a new folder and removes it afterwards. */
export async function withFolder<T>(use: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  try {
    return await use(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
