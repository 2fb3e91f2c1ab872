import pg from 'pg';

/**
 * A client that leaves a server that does not answer. The driver alone reports a time-out and goes on waiting on the
 * same connection, so that the next query on it would wait as well.
 */
export class BoundedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // One of the driver's many forms of the call, all of which are handed on as they are.
    const query = this.query.bind(this) as (...values: unknown[]) => unknown;
    Object.assign(this, {
      query: (...values: unknown[]) => {
        const answer = query(...values);
        if (answer instanceof Promise) answer.catch((error: unknown) => this.leaveWhenSilent(error));
        return answer;
      },
    });
  }

  private leaveWhenSilent(error: unknown): void {
    // With a query under way the driver ends the connection without a goodbye.
    if (error instanceof Error && error.message === readTimeoutMessage) void this.end();
  }
}

/** The driver gives its time-outs no code. */
export const readTimeoutMessage = 'Query read timeout';

const goodbyeMs = 2000;

/** Ends a client's connection, without a goodbye when the server does not take it. */
export async function endClient(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), goodbyeMs);
  try {
    await client.end();
  } finally {
    clearTimeout(timer);
  }
}
