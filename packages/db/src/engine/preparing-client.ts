import type pg from 'pg';
import { BoundedClient } from './bounded-client.ts';
import { createStatementNames } from './statement-names.ts';

/** Of all connections of this process: what is sent often on one is sent often on the others. */
const statements = createStatementNames();

/**
 * A client that has the database read and plan a statement once for a connection if it is sent often. A page of the
 * feed takes 1 ms to read and took as long again to plan.
 */
export class PreparingClient extends BoundedClient {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // As in the class above: one form of the call is changed, all others are handed on as they are.
    const query = this.query.bind(this) as (...values: unknown[]) => unknown;
    Object.assign(this, {
      query: (...values: unknown[]) => {
        const [text, parameters, ...others] = values;
        if (
          typeof text !== 'string' ||
          !Array.isArray(parameters) ||
          parameters.length === 0 ||
          others.length > 0
        )
          return query(...values);
        const name = statements.nameOf(text);
        if (name === null) return query(text, parameters);
        const answer = query({ name, text, values: parameters });
        return answer instanceof Promise
          ? answer.catch((error: unknown) => {
              if (!isOutOfDate(error)) throw error;
              statements.renew();
              // Within a transaction this fails too, and says so; the next one is as it should be.
              return query(text, parameters);
            })
          : answer;
      },
    });
  }
}

/** Whether a table has other columns now than when the statement was planned: a newer version has changed it. */
function isOutOfDate(error: unknown): boolean {
  return error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery';
}
