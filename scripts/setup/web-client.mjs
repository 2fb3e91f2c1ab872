import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exclusively } from './exclusive.mjs';
import { run } from './run.mjs';
import { hashOf, readOrNull, writeStamp } from './stamps.mjs';

/** What goes into the built client beside its own workspace and the packages that this is made of. */
const otherSources = ['scripts/web-build', 'package-lock.json', 'tsconfig.base.json'];

/**
 * Builds the web client when its sources are not those of the last build. It is built aside and put in place
 * whole, so that a server which is running never serves half of it.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 */
export function provideWebClient({ root, env }) {
  if (!existsSync(join(root, 'apps/web/index.html'))) return;
  const built = join(root, 'apps/web/dist');
  const stamp = join(built, '.weireel-sources');
  const wanted = hashOf(root, [...workspacesBehind(root, 'apps/web'), ...otherSources]);
  if (readOrNull(stamp) === wanted) return;

  exclusively(root, 'the web client is not up to date', () => {
    if (readOrNull(stamp) === wanted) return;
    process.stdout.write('Building the web client …\n');
    const fresh = join(root, 'node_modules/.weireel-web-client');
    const replaced = `${fresh}-replaced`;
    const args = [join(root, 'node_modules/vite/bin/vite.js'), 'build', join(root, 'apps/web')];
    args.push('--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn');
    run('the build of the web client', node(root), args, {
      cwd: root,
      env: { ...env, NODE_ENV: 'production' },
    });
    writeStamp(join(fresh, '.weireel-sources'), wanted);
    rmSync(replaced, { recursive: true, force: true });
    if (existsSync(built)) renameSync(built, replaced);
    renameSync(fresh, built);
    rmSync(replaced, { recursive: true, force: true });
  });
}

/**
 * The folder of a workspace and those of all our packages that it is made of.
 *
 * @param {string} root
 * @param {string} folder below the root
 * @returns {string[]}
 */
export function workspacesBehind(root, folder) {
  const found = new Set([folder]);
  // A set that grows while it is walked is walked to its new end.
  for (const each of found) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, each, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith('@weireel/')) found.add(name.replace('@weireel/', 'packages/'));
    }
  }
  return [...found];
}

/** @param {string} root */
function node(root) {
  const bundled = join(root, 'node_modules/.bin/node');
  return existsSync(bundled) ? bundled : process.execPath;
}
