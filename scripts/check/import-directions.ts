import { dirname, join } from 'node:path/posix';
import { type Finding, isForTests, type SourceFile } from './finding.ts';
import { allowedPackages, clientApps, purePackages, restrictedModules } from './import-rules.ts';
import { importsOf } from './imports.ts';

/** The room that a file is in: `packages/hls`, `apps/web`. */
interface Room {
  /** `packages` or `apps`. */
  kind: string;
  name: string;
}

/** Names and exports of one `package.json`. */
interface Manifest {
  dependencies: Set<string>;
  exports: Set<string>;
}

const ownScope = '@weireel/';

/** Rules of who may import whom; see `import-rules.ts`. */
export function checkImportDirections(files: SourceFile[]): Finding[] {
  const manifests = readManifests(files);
  return files
    .filter((file) => /\.(ts|mts|mjs|vue)$/.test(file.path) && !file.path.endsWith('.d.ts'))
    .flatMap((file) =>
      importsOf(file).flatMap(({ specifier, line }) =>
        problems(file.path, specifier, manifests).map((message) => ({ path: file.path, line, message })),
      ),
    );
}

function problems(path: string, specifier: string, manifests: Map<string, Manifest>): string[] {
  const room = roomOf(path);
  if (specifier.startsWith('.')) return relativeProblems(path, specifier, room);
  const [name, inner] = split(specifier);
  if (name.startsWith(ownScope))
    return ownProblems(path, room, name.slice(ownScope.length), inner, manifests);
  return foreignProblems(path, room, specifier, name, manifests);
}

function relativeProblems(path: string, specifier: string, room: Room | null): string[] {
  const target = roomOf(join(dirname(path), specifier));
  if (target === null || (room?.kind === target.kind && room.name === target.name)) return [];
  return [`import «${ownScope}${target.name}» instead of reaching into ${target.kind}/${target.name}`];
}

function ownProblems(
  path: string,
  room: Room | null,
  target: string,
  inner: string,
  manifests: Map<string, Manifest>,
): string[] {
  // Tests may start an app in their own process, by the entrance that it has for them.
  const isTestEntrance = isForTests(path) && inner.startsWith('./testing');
  const manifest =
    manifests.get(`packages/${target}`) ?? (isTestEntrance ? manifests.get(`apps/${target}`) : undefined);
  if (manifest === undefined) return [`there is no package «${target}» (apps are never imported)`];
  const found: string[] = [];
  if (!manifest.exports.has(inner))
    found.push(`import the package «${ownScope}${target}», not a file inside it`);
  if (inner.startsWith('./testing') && !isForTests(path)) found.push('only tests import what supports tests');
  if (room === null) return found;
  const own = manifests.get(`${room.kind}/${room.name}`);
  if (room.name !== target && own?.dependencies.has(ownScope + target) !== true && !isForTests(path)) {
    found.push(`declare «${ownScope}${target}» in ${room.kind}/${room.name}/package.json`);
  }
  if (!mayImport(room, target) && !isForTests(path)) found.push(`${room.name} may not import ${target}`);
  return found;
}

function mayImport(room: Room, target: string): boolean {
  if (room.kind === 'apps') return clientApps.has(room.name) ? purePackages.has(target) : true;
  return allowedPackages[room.name]?.includes(target) === true;
}

function foreignProblems(
  path: string,
  room: Room | null,
  specifier: string,
  name: string,
  manifests: Map<string, Manifest>,
): string[] {
  if (isForTests(path)) return [];
  const found = restrictedModules
    .filter(
      ({ modules, allowed }) => modules.test(specifier) && !allowed.some((start) => path.startsWith(start)),
    )
    .map(({ rule }) => rule);
  if (room === null) return found;
  if (name.startsWith('node:')) {
    if (room.kind === 'packages' && purePackages.has(room.name))
      found.push(`${room.name} is pure: it knows no Node`);
    return found;
  }
  const isBuildFile = /\/[^/]+\.config\.ts$/.test(path);
  const own = manifests.get(`${room.kind}/${room.name}`);
  if (!isBuildFile && own?.dependencies.has(name) !== true) {
    found.push(`declare «${name}» in ${room.kind}/${room.name}/package.json`);
  }
  return found;
}

function roomOf(path: string): Room | null {
  const [kind, name, below] = path.split('/');
  if ((kind !== 'packages' && kind !== 'apps') || name === undefined || below === undefined) return null;
  return { kind, name };
}

/** `@a/b/c` → `@a/b` and `./c`; a package's own index is `.`. */
function split(specifier: string): [name: string, inner: string] {
  const words = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const inner = words.slice(length).join('/');
  return [words.slice(0, length).join('/'), inner === '' ? '.' : `./${inner}`];
}

function readManifests(files: SourceFile[]): Map<string, Manifest> {
  const manifests = new Map<string, Manifest>();
  for (const { path, text } of files) {
    const match = /^((?:packages|apps)\/[^/]+)\/package\.json$/.exec(path);
    if (match?.[1] === undefined) continue;
    const content: unknown = JSON.parse(text);
    const dependencies = ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      keysOf(content, key),
    );
    manifests.set(match[1], {
      dependencies: new Set(dependencies),
      exports: new Set(keysOf(content, 'exports')),
    });
  }
  return manifests;
}

function keysOf(content: unknown, key: string): string[] {
  if (typeof content !== 'object' || content === null) return [];
  const value: unknown = Object.entries(content).find(([name]) => name === key)?.[1];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
