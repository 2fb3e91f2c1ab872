import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { rolldown, type OutputChunk } from 'rolldown';

/** How a mini program is built. */
export interface MiniProgramOptions {
  /** Folder to build into; it is emptied. */
  folder: string;
  /** Address of the server that it talks to, without a slash at the end. */
  serverUrl: string;
  /** Id of the mini program. */
  appId: string;
}

/** What a build made. */
export interface BuiltMiniProgram {
  /** Bytes of the package that is loaded first. */
  packageBytes: number;
  /** Bytes of the packages that are loaded when somebody goes there, by their folders. */
  laterBytes: Record<string, number>;
  /** Pages and components, as paths without an ending. */
  views: string[];
}

/** WeChat takes no larger package. */
export const mostPackageBytes = 2 * 1024 * 1024;

const source = fileURLToPath(new URL('../../apps/miniprogram/src/', import.meta.url));

/** Builds the mini program: scripts are bundled, everything else is copied, and what WeChat would refuse fails here. */
export async function buildMiniProgram(options: MiniProgramOptions): Promise<BuiltMiniProgram> {
  const { folder } = options;
  const files = await filesBelow(source);
  const views = files.filter((path) => path.endsWith('.wxml')).map((path) => path.slice(0, -'.wxml'.length));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  for (const path of files) {
    if (/\.(?:wxml|json|svg|png)$/.test(path)) await copyTo(folder, path);
    if (path.endsWith('.wxss')) await writeTo(folder, path, await checkedStyle(path));
  }
  await nameApp(folder, options.appId);
  const roots = await rootsOf(folder);
  await bundleScripts(folder, ['app', ...views], { serverUrl: options.serverUrl, roots });

  const laterBytes: Record<string, number> = {};
  for (const root of roots) laterBytes[root] = await sizeOf(join(folder, root));
  const sum = Object.values(laterBytes).reduce((all, size) => all + size, 0);
  const packageBytes = (await sizeOf(folder)) - sum;
  for (const [name, size] of Object.entries({ 'the first package': packageBytes, ...laterBytes }))
    if (size > mostPackageBytes)
      throw new Error(`${name} has ${size} bytes; WeChat takes ${mostPackageBytes} of each`);
  return { packageBytes, laterBytes, views };
}

/** Folders of the packages that are loaded when somebody goes there. */
async function rootsOf(folder: string): Promise<string[]> {
  // As: our own file.
  const app = JSON.parse(await readFile(join(folder, 'app.json'), 'utf8')) as {
    subPackages?: { root: string }[];
  };
  return (app.subPackages ?? []).map(({ root }) => root);
}

async function bundleScripts(
  folder: string,
  entries: string[],
  { serverUrl, roots }: { serverUrl: string; roots: readonly string[] },
): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((path) => [path, join(source, `${path}.ts`)])),
    transform: { target: 'es2018', define: { WEIREEL_SERVER: JSON.stringify(serverUrl) } },
    onLog(_level, { message }) {
      throw new Error(message);
    },
  });
  const cut = { dir: folder, format: 'cjs', exports: 'named', entryFileNames: '[name].js' } as const;
  const { output } = await bundle.generate(cut);
  const chunks = output.filter((one) => one.type === 'chunk');
  const homes = homesOf(chunks, roots);
  await bundle.write({
    ...cut,
    chunkFileNames: ({ moduleIds }) => `${homes.get(moduleIds.join()) ?? ''}shared/[name].js`,
  });
  await bundle.close();
}

/** For each piece that several scripts share, by its modules, the package that alone needs it. */
function homesOf(chunks: readonly OutputChunk[], roots: readonly string[]): Map<string, string> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const users = new Map<OutputChunk, Set<string>>();
  const reach = (chunk: OutputChunk | undefined, home: string): void => {
    if (chunk === undefined) return;
    const known = users.get(chunk) ?? new Set<string>();
    if (known.has(home)) return;
    users.set(chunk, known.add(home));
    for (const name of chunk.imports) reach(byName.get(name), home);
  };
  for (const chunk of chunks) {
    const root = roots.find((each) => chunk.fileName.startsWith(`${each}/`));
    if (chunk.isEntry) reach(chunk, root === undefined ? '' : `${root}/`);
  }
  return new Map(
    [...users].map(([chunk, homes]) => [
      chunk.moduleIds.join(),
      homes.size === 1 ? ([...homes][0] ?? '') : '',
    ]),
  );
}

/** WeChat's own check does not read style sheets; a broken one would only be seen on the phone. */
async function checkedStyle(path: string): Promise<string> {
  const text = await readFile(join(source, path), 'utf8');
  const sheet = postcss.parse(text, { from: path });
  sheet.walkRules((rule) => {
    // Selectors of tags, ids and attributes do not work within components; a page has its own tag.
    if (path.startsWith('components/') && /(^|[\s,>])#/.test(rule.selector))
      throw rule.error('a component is styled by classes only');
  });
  return text;
}

async function nameApp(folder: string, appId: string): Promise<void> {
  const path = join(folder, 'project.config.json');
  const config: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (typeof config !== 'object' || config === null) throw new TypeError(`${path} is no object`);
  await writeFile(path, `${JSON.stringify({ ...config, appid: appId }, null, 2)}\n`);
}

async function copyTo(folder: string, path: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await cp(join(source, path), join(folder, path));
}

async function writeTo(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Paths of all files below a folder, relative to it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .toSorted();
}

async function sizeOf(folder: string): Promise<number> {
  const paths = await filesBelow(folder);
  const sizes = await Promise.all(paths.map(async (path) => (await readFile(join(folder, path))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}
