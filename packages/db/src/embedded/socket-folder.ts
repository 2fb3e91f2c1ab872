import { lstat, mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import type { ServerPlace } from './server-place.ts';

const socketNames = ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'];

/** Where to look for the socket's folder, and whose it has to be. */
type Place = Pick<ServerPlace, 'dataFolder' | 'runtimeFolder' | 'uid'>;

/**
 * Makes the folder for the server's Unix socket; call with the owner's lock held. It is outside the data folder because
 * a socket's path ends at 107 bytes, and `/tmp` is everybody's: the name is one that nobody can foresee, and is written
 * down in the data folder, where only this user reads it.
 *
 * The last name is used again, so that whoever knew it finds the next server; one that somebody else has taken
 * meanwhile is given up.
 *
 * @param known the name that it must have, because this process has connections to it; null: any
 * @throws EmbeddedDatabaseError when somebody else has taken `known`
 */
export async function makeSocketFolder(place: Place, known: string | null): Promise<string> {
  const last = known ?? (await readRecord(place));
  if (last !== null && (await claim(last, place.uid))) return last;
  if (known !== null) {
    throw new EmbeddedDatabaseError(`${known} belongs to somebody else now; start this process again`);
  }
  const fresh = await mkdtemp('/tmp/weireel-');
  await writeRecord(place, fresh);
  return fresh;
}

/**
 * The folder of the socket that the owner wrote down; null when there is none, or none that only this user can enter:
 * the server's password is that nobody else reaches its socket, and so is its name.
 */
export async function findSocketFolder(place: Place): Promise<string | null> {
  const path = await readRecord(place);
  return path !== null && (await isPrivate(path, place.uid)) ? path : null;
}

/** Removes what a killed server left; call only when no server of this data folder runs. */
export async function clearSockets(path: string): Promise<void> {
  for (const name of socketNames) await rm(join(path, name), { force: true });
}

/** Takes the folder away after the server has stopped, so that `/tmp` keeps nothing of ours. */
export async function removeSocketFolder(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch {
    // Somebody tidied up before us, or put something into it: neither is ours to remove.
  }
}

async function claim(path: string, uid: number): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return isPrivate(path, uid);
}

async function isPrivate(path: string, uid: number): Promise<boolean> {
  try {
    const found = await lstat(path);
    return found.isDirectory() && found.uid === uid && (found.mode & 0o777) === 0o700;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function recordPath({ runtimeFolder }: Place): string {
  return join(runtimeFolder, 'socket-folder');
}

/** A record of another data folder came with a copy, whose original may be at work. */
async function readRecord(place: Place): Promise<string | null> {
  try {
    const [path = '', dataFolder] = (await readFile(recordPath(place), 'utf8')).split('\0');
    return dataFolder === place.dataFolder ? path : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whoever reads it meanwhile finds the old one or the new one whole. */
async function writeRecord(place: Place, path: string): Promise<void> {
  const draft = `${recordPath(place)}.new`;
  await writeFile(draft, `${path}\0${place.dataFolder}`, { mode: 0o600 });
  await rename(draft, recordPath(place));
}
