import pg from 'pg';

/** Options of `listen`. */
export interface ListenOptions {
  /** Channels to listen on. */
  channels: string[];
  /** Told of each notification. */
  onNotification: (channel: string, payload: string) => void;
  /** Told when (re)connected: what happened meanwhile was not heard, so look. */
  onConnected: () => void;
  /** Told why a connection broke; it is tried again after a second. */
  onError: (error: Error) => void;
}

/** Listens for notifications on a connection of its own and reconnects for ever; returns its stop. */
export function listen(url: string, options: ListenOptions): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  const connectOnce = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url });
    client = next;
    next.on('notification', (message) => options.onNotification(message.channel, message.payload ?? ''));
    next.on('error', (error) => options.onError(error));
    next.on('end', () => {
      if (!stopped && client === next) again();
    });
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      options.onConnected();
    } catch (error) {
      if (stopped) return;
      options.onError(error instanceof Error ? error : new Error(String(error)));
      client = null;
      // Ending a client that never connected may fail again; the retry makes a new one anyway.
      next.end().catch(() => {});
      again();
    }
  };
  const again = (): void => {
    if (retry) return;
    retry = setTimeout(() => {
      retry = null;
      void connectOnce();
    }, 1000);
  };

  void connectOnce();
  return async () => {
    stopped = true;
    if (retry) clearTimeout(retry);
    await client?.end();
  };
}
