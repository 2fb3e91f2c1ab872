import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const root = new URL('../../', import.meta.url);
const apps = ['server', 'worker', 'cli'];
const mainOf = (app: string): URL => new URL(`apps/${app}/src/main.ts`, root);

/** Ours, and packages of hundreds of modules each. */
const joined = /^(?:@weireel\/|typebox$|typebox\/|kysely$|jose$)/;

/**
 * Joins each program that tests start by the dozen into a few files, below a folder: it is the same code, but of two
 * thousand modules that Node would look for one by one, which costs a second and a half of processor time each time.
 *
 * @returns what `NODE_OPTIONS` has to say for Node to take these in place of the `main.ts` that it is asked to start
 */
export async function joinPrograms(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: Object.fromEntries(apps.map((app) => [app, fileURLToPath(mainOf(app))])),
    ...{ platform: 'node', cwd: fileURLToPath(root), logLevel: 'warn' },
    plugins: [leaveOut, keepPlaces],
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[hash].mjs',
  });
  await bundle.close();
  const places = apps.map((app) => [mainOf(app).href, pathToFileURL(join(folder, `${app}.mjs`)).href]);
  const start = join(folder, 'start.mjs');
  await writeFile(start, startScript.replace('PLACES', JSON.stringify(Object.fromEntries(places))));
  return `--import=${pathToFileURL(start).href}`;
}

/** All other packages are loaded from where they are, some of them being no ES modules. */
const leaveOut: Plugin = {
  name: 'leave-out',
  async resolveId(source, importer) {
    if (importer === undefined || /^(?:[./]|node:)/.test(source) || joined.test(source)) return null;
    const found = await this.resolve(source, importer, { skipSelf: true });
    if (found === null || found.external !== false) return found;
    return { id: pathToFileURL(found.id).href, external: true };
  },
};

/** What lies beside a module is found from where that was written. */
const keepPlaces: Plugin = {
  name: 'keep-places',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    return { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)) };
  },
};

const startScript = `
import { registerHooks } from 'node:module';
const places = PLACES;
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const url = places[specifier];
    if (url === undefined) return next(specifier, context);
    hooks.deregister();
    return { url, format: 'module', shortCircuit: true };
  },
});
`;
