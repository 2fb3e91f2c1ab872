import pg from 'pg';
import { BoundedClient, endClient } from './bounded-client.ts';
import { boundedConfig } from './patience.ts';

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

/** A connection on which nothing is heard may be a dead one; it is asked this often. */
const heartbeatMs = 10_000;

/** Listens for notifications on a connection of its own and reconnects for ever; returns its stop. */
export function listen(url: string, options: ListenOptions): () => Promise<void> {
  let stopped = false;
  let isConnected = false;
  let client: BoundedClient | null = null;
  let retry: NodeJS.Timeout | null = null;

  const connectOnce = async (): Promise<void> => {
    const next = new BoundedClient(boundedConfig(url, 'request'));
    client = next;
    next.on('notification', (message) => options.onNotification(message.channel, message.payload ?? ''));
    next.on('error', (error) => options.onError(error));
    next.on('end', () => {
      isConnected = false;
      if (!stopped && client === next) again();
    });
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      isConnected = true;
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
  const heartbeat = setInterval(() => {
    // Silence ends the connection, and a new one is made.
    if (isConnected) client?.query('select 1').catch(options.onError);
  }, heartbeatMs);
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
    clearInterval(heartbeat);
    if (retry) clearTimeout(retry);
    if (client) await endClient(client);
  };
}
