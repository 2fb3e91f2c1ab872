/** Test support: databases for tests. Imported by tests only, as `@weireel/db/testing`. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { atDatabase, query } from '../embedded/reach.ts';

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

/** Creates an empty, migrated database on the run's server (see `test/global-setup.ts`). Takes about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name} template ${inject('postgresTemplate')}`);
  return {
    url: atDatabase(server, name),
    drop: async () => {
      await query(server, `drop database if exists ${name} with (force)`);
    },
  };
}
