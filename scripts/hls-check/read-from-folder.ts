import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { HlsReader } from '@weireel/hls';

/** Names that multivariant playlists go by, the usual ones first. */
const usualNames = ['master.m3u8', 'index.m3u8', 'playlist.m3u8'];

/** The playlist to begin with, in a folder or given itself; null when there is none. */
export async function findPlaylist(path: string): Promise<{ folder: string; name: string } | null> {
  const found = await stat(path).catch(missingIsNull);
  if (found === null) return null;
  if (!found.isDirectory()) return { folder: dirname(path), name: basename(path) };
  const names = (await readdir(path)).filter((name) => name.endsWith('.m3u8')).sort();
  const name = usualNames.find((usual) => names.includes(usual)) ?? names[0];
  return name === undefined ? null : { folder: path, name };
}

/** Reads files below a folder. What a playlist names elsewhere is not opened: it may be anybody's. */
export function readFromFolder(folder: string): HlsReader {
  return async (uri) => {
    const path = pathOf(uri);
    if (path === null) return null;
    const [root, real] = await Promise.all([
      realpath(folder),
      realpath(join(folder, path)).catch(missingIsNull),
    ]);
    if (real?.startsWith(root + sep) !== true) return null;
    if (!(await stat(real)).isFile()) return null;
    return { bytes: await readFile(real) };
  };
}

/** Path that a relative address means; null for other addresses. */
function pathOf(uri: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(uri)) return null;
  try {
    return decodeURIComponent(uri.replace(/[?#].*$/s, ''));
  } catch {
    // URIError: no file has such a name.
    return null;
  }
}

function missingIsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ERR_INVALID_ARG_VALUE')
    return null;
  throw error;
}
