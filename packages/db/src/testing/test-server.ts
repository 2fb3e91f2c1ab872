/** Test support: the server of a whole test run. Imported by `test/global-setup.ts`, as `@weireel/db/testing/server`. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../embedded/open-embedded.ts';
import { tryOwnerLock } from '../embedded/owner-lock.ts';
import { applicationRole, asSuperuser, atDatabase, query } from '../embedded/reach.ts';
import { migrateToLatest } from '../engine/migrate.ts';

const prefix = 'weireel-vitest-';
const staleMs = 3_600_000;

/** The PostgreSQL of a test run. */
export interface TestServer {
  /** Where it is, at a database that nobody uses. */
  url: string;
  /** Stops it and removes its folder. */
  close(): Promise<void>;
}

/** Starts the PostgreSQL of a test run in a temporary folder. It dies with this process, however that ends. */
export async function startTestServer(): Promise<TestServer> {
  await removeStale();
  const dataFolder = await mkdtemp(join(tmpdir(), prefix));
  const log = (message: string) => process.stderr.write(`${message}\n`);
  const database = await openEmbedded({
    ...{ dataFolder, databaseName: 'tests', isDurable: false, log },
    ownership: 'when-free',
  });
  // Each test file makes a database of its own.
  await query(asSuperuser(database.url), `alter role ${applicationRole} createdb`);
  async function close(): Promise<void> {
    await database.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  return { url: database.url, close };
}

/** Removes what killed runs left; a run that goes on holds its lock, one that begins is young. */
async function removeStale(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs < staleMs) continue;
      const lock = await tryOwnerLock(join(path, 'runtime', 'postgres.lock'));
      if (lock === null) continue;
      await rm(path, { recursive: true, force: true });
      await lock.release();
    } catch (error) {
      // Another user's, or removed by another run at this moment: not ours to tidy, and no reason to fail.
      process.stderr.write(`${path} was left as it is: ${String(error)}\n`);
    }
  }
}

/** A migrated database that test files copy. */
export interface TemplateDatabase {
  /** Its name. */
  name: string;
  /** Removes it. */
  drop(): Promise<void>;
}

/** Makes the template on a server; the name must be new there. */
export async function createTemplate(serverUrl: string, name: string): Promise<TemplateDatabase> {
  async function drop(): Promise<void> {
    await query(asSuperuser(serverUrl), `drop database if exists ${name} with (force)`);
  }
  await query(serverUrl, `create database ${name}`);
  try {
    await migrateToLatest(atDatabase(serverUrl, name));
  } catch (error) {
    await drop();
    throw error;
  }
  return { name, drop };
}
