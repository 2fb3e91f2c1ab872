import type { Preload } from './page-head.ts';
import type { Chunk } from './web-client.ts';

/**
 * What to load beside the client's first code for the modules that a page will ask for: their files, those that they
 * import, and their styles. What the first code brings anyway is left out.
 */
export function codePreloads(chunks: Readonly<Record<string, Chunk>>, modules: readonly RegExp[]): Preload[] {
  const entry = Object.keys(chunks).filter((name) => chunks[name]?.isEntry === true);
  const known = closure(chunks, entry);
  const names = Object.keys(chunks).filter((name) => modules.some((module) => module.test(name)));
  const wanted = [...closure(chunks, names)].filter((name) => !known.has(name));
  const needed = wanted.flatMap((name) => chunks[name] ?? []);
  return [
    ...unique(needed.map(({ file }) => file)).map((file) => ({ as: 'module' as const, href: `/${file}` })), // of Preload
    ...unique(needed.flatMap(({ css = [] }) => css)).map((file) => ({
      as: 'style' as const,
      href: `/${file}`,
    })), // of Preload
  ];
}

function closure(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): Set<string> {
  const found = new Set(names);
  // A set goes on with what is added while it is walked.
  for (const name of found) for (const imported of chunks[name]?.imports ?? []) found.add(imported);
  return found;
}

function unique(files: readonly string[]): string[] {
  return [...new Set(files)];
}
