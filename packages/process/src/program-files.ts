import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, normalize } from 'node:path';

/** What programs need of the file system besides the system's own folders. */
export interface ProgramFiles {
  /** Absolute paths of single files: the programs under each of their names, and their libraries. */
  files: string[];
  /** Folder that the first program really lies in, which its libraries may be named from (`$ORIGIN`); null: none. */
  origin: string | null;
}

/** No program is known. */
export const noProgramFiles: ProgramFiles = { files: [], origin: null };

/**
 * Finds the files that programs need, their libraries by `ldd`. What a program opens by itself later is not among
 * them. Blocks for some milliseconds per program; a program that does not exist needs nothing.
 *
 * @param programs paths, or names that are looked up in PATH
 */
export function listProgramFiles(programs: readonly string[]): ProgramFiles {
  const files = new Set<string>();
  let origin: string | null = null;
  for (const program of programs) {
    const path = findProgram(program);
    if (path === null) continue;
    const real = realpathSync(path);
    origin ??= dirname(real);
    for (const file of [path, real, ...librariesOf(real)]) files.add(file);
  }
  return { files: [...files], origin };
}

function findProgram(program: string): string | null {
  const folders = isAbsolute(program) ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  for (const folder of folders) {
    const path = folder === '' ? program : join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      if (isAbsolute(path)) return path;
    } catch {
      // Not there; perhaps in the next one.
    }
  }
  return null;
}

/** What `ldd` names; a static program, a script, or a system without `ldd` has nothing to name. */
function librariesOf(path: string): string[] {
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8', env, timeout: 10_000 });
  return [...(stdout ?? '').matchAll(/(?:=>|^)\s+(\/.*?) \(0x[0-9a-f]+\)$/gm)].flatMap(([, library]) =>
    library === undefined ? [] : [normalize(library)],
  );
}
