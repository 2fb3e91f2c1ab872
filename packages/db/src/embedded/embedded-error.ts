/** The embedded PostgreSQL of a data folder cannot be used; the message is one line for the operator. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}
