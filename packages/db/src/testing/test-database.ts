/** Test support: databases for tests. Imported by tests only, as `@weireel/db/testing`. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { asSuperuser, atDatabase, query } from '../embedded/reach.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL, at a database that nobody uses. */
    postgresUrl: string;
    /** Name of the migrated database that tests copy. */
    postgresTemplate: string;
  }
}

/** A database of one test file. */
export interface TestDatabase {
  /** Where it is, for `connect`. */
  url: string;
  /** Removes it, ending its connections. */
  drop(): Promise<void>;
}

/**
 * Creates a database on the run's server (see `test/global-setup.ts`): migrated and without rows, or without any table.
 * Takes about 50 ms.
 */
export async function createTestDatabase(options: { hasTables?: boolean } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = options.hasTables === false ? 'template0' : inject('postgresTemplate');
  // Files are copied with a fifth of what it takes to write all of them to the log, page by page.
  await query(server, `create database ${name} template ${template} strategy file_copy`);
  return {
    url: atDatabase(server, name),
    drop: async () => {
      // Its own role may not end an autovacuum that is at work there.
      await query(asSuperuser(server), `drop database if exists ${name} with (force)`);
    },
  };
}
