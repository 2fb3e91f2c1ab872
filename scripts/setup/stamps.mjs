import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold nothing that a build reads. */
const ignored = new Set(['node_modules', 'dist']);

/**
 * A hash over the names and bytes of files and folders. Tests and hidden files do not count.
 *
 * @param {string} root
 * @param {string[]} paths below the root; missing ones count as empty
 * @returns {string}
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => filesBelow(root, each)).sort()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return [path];
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    if (ignored.has(entry.name) || entry.name.startsWith('.') || entry.name.includes('.test.')) return [];
    return entry.isDirectory() ? filesBelow(root, inner) : [inner];
  });
}

/**
 * The text of a small file, or null when there is none.
 *
 * @param {string} path
 * @returns {string | null}
 */
export function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Writes a stamp whole or not at all.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeStamp(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/**
 * The code of a system error.
 *
 * @param {unknown} error
 * @returns {unknown}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
