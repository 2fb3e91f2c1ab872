import { spawnSync } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const attackInChild = fileURLToPath(new URL('testing/attack-in-child.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
/** Nobody in particular, where we can be that; else we are an ordinary user already. */
const ordinaryId = isRoot ? 65_534 : (process.getuid?.() ?? 0);
const asOrdinary = isRoot
  ? ['setpriv', `--reuid=${ordinaryId}`, `--regid=${ordinaryId}`, '--clear-groups', '--']
  : [];

interface Answer {
  hasOwnView: boolean;
  gaps: string[];
  successes: string[];
  successesUnfenced: string[];
  stdout: string;
}

let place: string;

beforeEach(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'weireel-view-')));
});

afterEach(async () => {
  await rm(place, { recursive: true });
});

/** Puts a program at a path below the place, beside a file that is none of its business. */
async function install(...paths: string[]): Promise<string> {
  const [real = '', named = real] = paths.map((path) => join(place, path));
  await mkdir(dirname(real), { recursive: true });
  const { stdout } = spawnSync('sh', ['-c', 'command -v cat'], { encoding: 'utf8' });
  await copyFile(await realpath(stdout.trim()), real);
  await writeFile(join(dirname(real), 'neighbour'), 'none of its business');
  if (named !== real) {
    await mkdir(dirname(named), { recursive: true });
    await symlink(real, named);
  }
  await mkdir(join(place, 'data'));
  await writeFile(join(place, 'data/secrets.json'), '{}', { mode: 0o600 });
  return named;
}

/** Attacks as an ordinary user who owns everything, as somebody does who starts Weireel from their home. */
async function attack(program: string, shell: string): Promise<Answer> {
  const owned = spawnSync('find', [place], { encoding: 'utf8' }).stdout.trim().split('\n');
  for (const path of isRoot ? owned : []) await chown(path, ordinaryId, ordinaryId).catch(() => undefined);
  await chmod(place, 0o755);
  const words = [process.execPath, attackInChild, join(place, 'data'), program];
  const [command = '', ...args] = [...asOrdinary, ...words, join(place, 'data/secrets.json'), shell];
  const { stdout, stderr } = spawnSync(command, args, { cwd: '/', encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Answer; // what the child prints
}

const places: [what: string, paths: string[]][] = [
  ['in a folder of its own', ['home/me/ffmpeg']],
  ['below a link, as in /opt', ['opt/ffmpeg 7.1/bin/ffmpeg', 'opt/ffmpeg/ffmpeg']],
  ['in a store of packages', ['nix/store/0ab1-ffmpeg-7.1/bin/ffmpeg', 'profile/bin/ffmpeg']],
];

it.each(places)('shows a program %s, and of what lies around it nothing', async (_what, paths) => {
  const program = await install(...paths);
  const real = join(place, paths[0] ?? '');
  const look = `'${program}' /dev/null && echo runs; ls '${dirname(real)}'; ls -a '${place}' | grep -v '^[.]'; echo x > /x || echo whole`;
  const { hasOwnView, gaps, successes, successesUnfenced, stdout } = await attack(
    program,
    `{ ${look}; } 2>&-`,
  );
  // Without a sandbox an ordinary user's program has it all; this is what the attempts must be able to find.
  expect(successesUnfenced).toEqual(['reads_secrets', 'rewrites_programs', 'writes_beside_programs']);
  if (!hasOwnView) {
    // A system that refuses namespaces: what is left open is said.
    expect(gaps).toContain('sees_files');
    expect(successes).not.toEqual([]);
    return;
  }
  expect(successes).toEqual([]);
  const tops = [...new Set(['data', ...paths.map((path) => path.split('/')[0] ?? '')])].sort();
  expect(stdout.split('\n')).toEqual(['runs', 'ffmpeg', ...tops, 'whole', '']);
});
