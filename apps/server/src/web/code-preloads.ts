import type { Preload } from './page-head.ts';
import type { Chunk } from './web-client.ts';

/** What the client starts with, which the bundler names after its one piece of code. */
export const clientEntry = /^_first-/;

/**
 * What to load beside the client's first code for the modules that a page will ask for: their files, those that they
 * import, and their styles. What the first code brings anyway is left out.
 */
export function codePreloads(chunks: Readonly<Record<string, Chunk>>, modules: readonly RegExp[]): Preload[] {
  const known = new Set(filesBehind(chunks, [clientEntry]));
  return filesBehind(chunks, modules)
    .filter((href) => !known.has(href))
    .map((href) => ({ as: href.endsWith('.css') ? 'style' : 'module', href }));
}

/** Addresses of the files of some modules, of those that they import, and of their styles: code first. */
export function filesBehind(chunks: Readonly<Record<string, Chunk>>, modules: readonly RegExp[]): string[] {
  const names = Object.keys(chunks).filter((name) => modules.some((module) => module.test(name)));
  const needed = [...closure(chunks, names)].flatMap((name) => chunks[name] ?? []);
  const files = [...needed.map(({ file }) => file), ...needed.flatMap(({ css = [] }) => css)];
  return [...new Set(files)].map((file) => `/${file}`);
}

function closure(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): Set<string> {
  const found = new Set(names);
  // A set goes on with what is added while it is walked.
  for (const name of found) for (const imported of chunks[name]?.imports ?? []) found.add(imported);
  return found;
}
