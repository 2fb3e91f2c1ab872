import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Folder of the repository. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Copies the files that git knows into a folder, beside links to the packages that are installed here. */
export async function copyCheckout(folder: string): Promise<void> {
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: repository, maxBuffer: 64 * 2 ** 20 });
  for (const path of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(join(repository, path), join(folder, path));
  }
  await linkPackages(folder, 'node_modules');
  for (const group of ['packages', 'apps']) {
    for (const name of await readdir(join(folder, group))) {
      await linkPackages(folder, join(group, name, 'node_modules'));
    }
  }
}

/** Links every package but the repository's own: those are found in the copy. */
async function linkPackages(folder: string, path: string): Promise<void> {
  const entries = await readdir(join(repository, path), { withFileTypes: true }).catch(() => []);
  if (entries.length > 0) await mkdir(join(folder, path));
  for (const entry of entries) {
    const [from, to] = [join(repository, path, entry.name), join(folder, path, entry.name)];
    if (entry.name !== '@weireel') {
      await symlink(from, to);
      continue;
    }
    await mkdir(to);
    // Relative, so that they lead into the copy.
    for (const own of await readdir(from)) await symlink(await readlink(join(from, own)), join(to, own));
  }
}
