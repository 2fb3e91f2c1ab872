import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@weireel/db/testing';
import { startServer, type RunningServer, type ServerOptions } from './server.ts';
import type { undoAfterAll } from './undo-after-all.ts';

type Undo = ReturnType<typeof undoAfterAll>;

/** A new folder, removed after the tests. */
export async function testFolder(undo: Undo): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  undo(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A migrated database, dropped after the tests. */
export async function testDatabase(undo: Undo): Promise<TestDatabase> {
  const database = await createTestDatabase();
  undo(() => database.drop());
  return database;
}

/**
 * A server that is ended as an operator would after the tests, with everything below it; it may have ended before. It
 * has a database in the PostgreSQL of the test run, for which none has to be made and started, unless it is given one.
 */
export async function testServer(undo: Undo, options: ServerOptions = {}): Promise<RunningServer> {
  const DATABASE_URL = options.env?.['DATABASE_URL'] ?? (await testDatabase(undo)).url;
  const server = await startServer({ ...options, env: { ...options.env, DATABASE_URL } });
  undo(() => server.stop());
  return server;
}
