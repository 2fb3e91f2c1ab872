import { dirname, join } from 'node:path/posix';
import type { SourceFile } from './finding.ts';
import { importsOf } from './imports.ts';

/**
 * What each file imports at run time: paths of the repository, and names of foreign modules as they are written.
 * Packages of ours are followed through the `exports` of their package.json.
 */
export function valueEdges(files: SourceFile[]): Map<string, string[]> {
  const sources = files.filter((file) => /\.(ts|mjs|vue)$/.test(file.path));
  const known = new Set(sources.map((file) => file.path));
  const exports = ownExports(files);
  return new Map(
    sources.map((file) => [
      file.path,
      importsOf(file)
        .filter((each) => !each.isTypeOnly)
        .flatMap(({ specifier }) => {
          if (!specifier.startsWith('.')) return [exports.get(specifier) ?? specifier];
          const path = join(dirname(file.path), specifier);
          return known.has(path) ? [path] : [];
        }),
    ]),
  );
}

/** `@weireel/db/people` → `packages/db/src/people/index.ts`. */
function ownExports(files: SourceFile[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, text } of files) {
    const folder = /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1];
    if (folder === undefined) continue;
    const { name, exports } = JSON.parse(text) as { name: string; exports?: Record<string, string> }; // Ours, checked by npm.
    for (const [inner, target] of Object.entries(exports ?? {}))
      found.set(join(name, inner), join(folder, target));
  }
  return found;
}
