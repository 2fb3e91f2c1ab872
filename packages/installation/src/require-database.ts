import { checkDatabase, connect } from '@weireel/db';

/** The database of `DATABASE_URL` does not answer; the message is for the operator and holds no password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

/**
 * Makes sure that a database answers before anything else is tried with it.
 *
 * @throws DatabaseUnreachableError
 */
export async function requireDatabase(url: string): Promise<void> {
  const connection = connect(url, { maxConnections: 1, onError: () => {} });
  try {
    await checkDatabase(connection.db);
  } catch (cause) {
    throw new DatabaseUnreachableError(
      `the database that DATABASE_URL names cannot be used: ${reasonOf(cause)}`,
      {
        cause,
      },
    );
  } finally {
    await connection.close();
  }
}

/** A host name with several addresses fails with one error for each and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
