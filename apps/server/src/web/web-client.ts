import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import type { Encoding } from '../http/compression.ts';
import { weakTag } from '../http/weak-tag.ts';

/** A file of the built client. */
export interface WebFile {
  /** Its content. */
  bytes: Buffer;
  /** The same, compressed when it was built. */
  compressed: Partial<Record<Encoding, Buffer>>;
  /** Its media type. */
  contentType: string;
  /** Weak, because it stands for all encodings. */
  etag: string;
  /** Whether its name changes with its content. */
  isHashed: boolean;
}

/** The built web client. */
export interface WebClient {
  /** Its files by their paths, such as `/assets/first-C3U5VkEr.js`. */
  files: ReadonlyMap<string, WebFile>;
  /** The page that starts it. */
  page: string;
  /** What the bundler says of each module that is loaded by itself, by the module's path. */
  chunks: Readonly<Record<string, Chunk>>;
}

/** A piece of code as Vite's manifest describes it. */
export interface Chunk {
  /** Path of its file, without a slash in front. */
  file: string;
  /** Names of the pieces that it needs. */
  imports?: string[];
  /** Style sheets that belong to it. */
  css?: string[];
}

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/**
 * Reads the built client into memory, two megabytes: a server goes on serving the client that it was started with,
 * whole, while a newer one is put in its place. Null when there is none.
 */
export async function readWebClient(folder: string): Promise<WebClient | null> {
  const paths = await listFiles(folder);
  const contents = new Map(
    await Promise.all(paths.map(async (path) => [`/${path}`, await readFile(join(folder, path))] as const)),
  );
  const page = contents.get('/index.html');
  if (page === undefined) return null;
  const files = new Map<string, WebFile>();
  for (const [path, bytes] of contents) {
    const contentType = contentTypes[extname(path)];
    if (contentType === undefined) continue;
    const [br, gzip] = [contents.get(`${path}.br`), contents.get(`${path}.gz`)];
    files.set(path, {
      bytes,
      compressed: { ...(br && { br }), ...(gzip && { gzip }) },
      contentType,
      etag: weakTag(bytes),
      isHashed: path.startsWith('/assets/'),
    });
  }
  // as: written by the build of the same checkout
  const chunks = JSON.parse(String(contents.get('/.vite/manifest.json') ?? '{}')) as Record<string, Chunk>;
  return { files, page: page.toString(), chunks };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
