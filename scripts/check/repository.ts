import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './finding.ts';

const readEndings = /\.(ts|mts|mjs|js|vue|md|json|css|html|wxml|wxss|wxs)$/;

/** All files that are in Git or would be added; the text of those that a check reads, and the empty text for others. */
export function readRepository(root: string): SourceFile[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const paths = listFiles(root, args);
  return paths
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readEndings.test(path) ? readFileSync(join(root, path), 'utf8') : '' }));
}

function listFiles(root: string, args: string[]): string[] {
  const maxBuffer = 64 * 1024 * 1024;
  // A checkout of another user, which Git otherwise refuses to look at.
  const command = ['-c', `safe.directory=*`, ...args];
  return execFileSync('git', command, { cwd: root, encoding: 'utf8', maxBuffer }).split('\0').filter(Boolean);
}
