import { randomBytes } from 'node:crypto';
import { access, chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Version of the layout of the data folder that this code writes. */
export const dataFormat = 1;

/** Lies in a data folder while a restore fills it. */
export const restoringFile = 'restoring';

/** Secrets of an installation; they leave it only in a backup. */
export interface Secrets {
  /** Key of playback signatures. */
  playback: Buffer;
}

/** Files and folders of a data folder. */
export interface DataFolder {
  /** Its absolute path. */
  path: string;
  /** Address of the store of blobs. */
  storage: URL;
  /** Work folders of running jobs. */
  workFolder: string;
  /** The file of secrets. */
  secretsFile: string;
  /** The secrets in it. */
  secrets: Secrets;
}

/** The data folder cannot be used; the message is for the operator. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/**
 * Opens a data folder, making what is missing.
 *
 * @param options.isRestoring whether the caller is the restore that fills it
 * @throws DataFolderError when it was written by a newer Weireel, cannot be written, or a restore into it has not ended
 */
export async function openDataFolder(
  path: string,
  options: { isRestoring?: boolean } = {},
): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true });
    if (!options.isRestoring) await refuseHalfRestored(path);
    await checkFormat(path);
    const secretsFile = join(path, 'secrets.json');
    const blobFolder = join(path, 'blobs');
    const folder = {
      path,
      storage: pathToFileURL(blobFolder),
      workFolder: join(path, 'work'),
      secretsFile,
      secrets: await openSecrets(secretsFile),
    };
    await mkdir(blobFolder, { recursive: true, mode: 0o700 });
    await mkdir(folder.workFolder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (cause) {
    if (cause instanceof DataFolderError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderError(`the data folder ${path} cannot be used: ${reason}`, { cause });
  }
}

async function refuseHalfRestored(path: string): Promise<void> {
  const isHalf = await access(join(path, restoringFile)).then(
    () => true,
    () => false,
  );
  if (!isHalf) return;
  throw new DataFolderError(
    `a restore into the data folder ${path} has not ended: wait for it, or remove the folder and restore again`,
  );
}

async function checkFormat(path: string): Promise<void> {
  const file = join(path, 'format');
  await writeOnce(file, `${dataFormat}\n`, 0o644);
  const text = (await readFile(file, 'utf8')).trim();
  const format = Number(text);
  if (!Number.isInteger(format) || format < 1) {
    throw new DataFolderError(
      `${file} does not hold a format number: is ${path} really a data folder of Weireel?`,
    );
  }
  if (format > dataFormat) {
    throw new DataFolderError(
      `the data folder ${path} has format ${format} and belongs to a newer Weireel; this one knows ${dataFormat}`,
    );
  }
}

async function openSecrets(file: string): Promise<Secrets> {
  const fresh = { playback: randomBytes(32).toString('base64') };
  await writeOnce(file, `${JSON.stringify(fresh, null, 2)}\n`, 0o600);
  await chmod(file, 0o600);
  const secrets: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (
    typeof secrets !== 'object' ||
    secrets === null ||
    !('playback' in secrets) ||
    typeof secrets.playback !== 'string'
  ) {
    throw new DataFolderError(`${file} is damaged: restore it from a backup`);
  }
  return { playback: Buffer.from(secrets.playback, 'base64') };
}

/** Writes a file that must be whole when it appears and is never replaced, even by two processes at once. */
async function writeOnce(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
