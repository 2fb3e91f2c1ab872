import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { currentAsker } from './asker.ts';
import type { Turns } from './turns.ts';

/** A pool whose connections go round among those for whom there is something to ask. */
export function sharePool(pool: pg.Pool, turns: Turns): PostgresPool {
  return {
    async connect() {
      const asker = currentAsker();
      const endTurn = await turns.take(asker?.name ?? null, asker !== null && asker.held > 0);
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        endTurn();
        throw error;
      }
      if (asker) asker.held += 1;
      return released(client, () => {
        if (asker) asker.held -= 1;
        endTurn();
      });
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

/** The pool gives a client a new `release` each time it hands it out. */
function released(client: pg.PoolClient, onRelease: () => void): PostgresPoolClient {
  const release = client.release.bind(client);
  client.release = (error) => {
    release(error);
    onRelease();
  };
  return client;
}
