import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrateToLatest } from '../packages/db/src/migrate.ts';
import { openEmbedded } from '../packages/db/src/embedded/open-embedded.ts';
import { tryOwnerLock } from '../packages/db/src/embedded/owner-lock.ts';
import { atDatabase, query } from '../packages/db/src/embedded/reach.ts';

const prefix = 'weireel-vitest-';
const staleMs = 3_600_000;

/**
 * One PostgreSQL for the whole test run, with one migrated database that test files copy. The server dies
 * with this process, however that ends.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `template_${randomUUID().replaceAll('-', '')}`;
  try {
    await query(server.url, `create database ${template}`);
    await migrateToLatest(atDatabase(server.url, template));
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  project.provide('postgresTemplate', template);
  return async () => {
    await query(server.url, `drop database if exists ${template} with (force)`);
    await server.close();
  };
}

async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env['WEIREEL_TEST_DATABASE_URL'];
  if (given !== undefined) return { url: given, close: () => Promise.resolve() };
  await removeStale();
  const dataFolder = await mkdtemp(join(tmpdir(), prefix));
  const log = (message: string) => process.stderr.write(`${message}\n`);
  const database = await openEmbedded({ dataFolder, databaseName: 'tests', isDurable: false, log });
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
