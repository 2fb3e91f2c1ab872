import { chmod, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError, restoringFile } from './data-folder.ts';

/**
 * Makes a data folder for a restore, with the secrets of the backup. Nobody can open it before `endRestore`: half an
 * installation must not be taken for a whole one.
 *
 * @throws DataFolderError when something is in the folder already
 */
export async function beginRestore(path: string, secretsText: string): Promise<void> {
  await mkdir(path, { recursive: true });
  const [first] = await readdir(path);
  if (first !== undefined) {
    throw new DataFolderError(
      `the data folder ${path} is not empty (it has ${first}); restore into a new one`,
    );
  }
  await writeSynced(join(path, restoringFile), 'A restore into this folder has not ended.\n');
  const secretsFile = join(path, 'secrets.json');
  await writeSynced(secretsFile, secretsText);
  await chmod(secretsFile, 0o600);
}

/** Says that a restore has ended well: from now on the folder is an installation. */
export async function endRestore(path: string): Promise<void> {
  await rm(join(path, restoringFile));
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
