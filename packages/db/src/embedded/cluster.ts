import { chmod, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { spawnPostgres } from './spawn-postgres.ts';

const majorVersion = '18';

/**
 * The superuser of an embedded server, which only its owner uses. Whoever reaches the socket may be it, but no query
 * becomes it.
 */
export const superuserRole = 'weireel';

/**
 * Makes sure that there is a cluster (PostgreSQL's word for its data folder). A new one is made beside its
 * place and moved there when whole, so that one that was interrupted is never taken for a good one.
 * Call with the owner's lock held.
 *
 * @throws EmbeddedDatabaseError when the cluster is of another PostgreSQL version or another user, or cannot be made
 */
export async function ensureCluster(options: {
  cluster: string;
  binaries: Binaries;
  runtimeFolder: string;
  uid: number;
  isDurable: boolean;
}): Promise<void> {
  const { cluster, uid } = options;
  await removeUnfinished(cluster);
  const version = await readVersion(cluster);
  if (version === null) return create(options);
  if (version !== majorVersion) {
    throw new EmbeddedDatabaseError(
      `${cluster} was written by PostgreSQL ${version}; this Weireel brings PostgreSQL ${majorVersion}: make a backup with the version that wrote it and restore it here`,
    );
  }
  const { uid: owner } = await stat(cluster);
  if (owner !== uid) {
    throw new EmbeddedDatabaseError(
      `${cluster} belongs to user ${owner}, but this is user ${uid}; start as its owner, or change its owner`,
    );
  }
  // PostgreSQL refuses a folder that others can enter, as a copy or a restore easily makes it.
  await chmod(cluster, 0o700);
}

async function create({
  cluster,
  binaries,
  runtimeFolder,
  uid,
  isDurable,
}: Parameters<typeof ensureCluster>[0]): Promise<void> {
  const unfinished = await mkdtemp(unfinishedPrefix(cluster));
  const args = [
    '-D',
    unfinished,
    `--username=${superuserRole}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  // PostgreSQL's own C.UTF-8 sorts and lowers alike on every machine; those of the system change with it.
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!isDurable) args.push('--no-sync');
  const child = spawnPostgres({ program: binaries.initdb, args, runtimeFolder }, uid);
  const [complaint, end] = await Promise.all([text(child.output), child.exited]);
  if (!end.isSuccess) {
    throw new EmbeddedDatabaseError(
      `the database could not be created in ${cluster} (initdb: ${end.reason}): ${complaint.trim().replaceAll(/\s*\n\s*/g, '; ')}`,
    );
  }
  await rename(unfinished, cluster);
}

async function removeUnfinished(cluster: string): Promise<void> {
  const prefix = basename(unfinishedPrefix(cluster));
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(prefix)) continue;
    try {
      await rm(join(dirname(cluster), name), { recursive: true, force: true });
    } catch (error) {
      // The interrupted initdb is still tidying up in there; the next start takes what it leaves.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) throw error;
    }
  }
}

/** Each attempt has a folder of its own, because an interrupted initdb may live on for a moment in the last one. */
function unfinishedPrefix(cluster: string): string {
  return `${cluster}.unfinished-`;
}

async function readVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
