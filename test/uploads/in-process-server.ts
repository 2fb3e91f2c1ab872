import { randomBytes } from 'node:crypto';
import { guardStore, type BlobStore } from '@weireel/blob';
import { connect, type Database } from '@weireel/db';
import { createTestDatabase } from '@weireel/db/testing';
import { watchTransactions } from '@weireel/db/testing/transactions';
import { buildApp } from '../../apps/server/src/app.ts';
import { readServerConfig } from '../../apps/server/src/config.ts';
import { startEventHub } from '../../apps/server/src/notifications/hub.ts';
import { createMediaSigner } from '../../apps/server/src/playback/sign.ts';
import { createForecaster } from '../../apps/server/src/processing/forecaster.ts';

/** A server without processes around it, on a store of the caller's. */
export interface InProcessServer {
  /** Where it serves. */
  url: string;
  /** Its database. */
  db: Database;
  /** What it logged, a line of JSON each. */
  log: string[];
  /** Calls of the store that were made within a transaction, which must be none. */
  breaches: Error[];
  /** Ends it and removes its database. */
  stop(): Promise<void>;
}

const isInTransaction = watchTransactions();

/** Starts a server in this process; every call of the store within a transaction fails and is remembered. */
export async function startInProcess(
  store: BlobStore,
  env: Record<string, string> = {},
): Promise<InProcessServer> {
  const database = await createTestDatabase();
  const connection = connect(database.url, { maxConnections: 8, onError: () => {} });
  const { db } = connection;
  const config = readServerConfig({ WEIREEL_RATE_API_PER_MINUTE: '1000000', ...env });
  const breaches: Error[] = [];
  const log: string[] = [];
  const hub = await startEventHub(db, database.url, () => {});
  const app = await buildApp(
    {
      db,
      blobs: guardStore(store, isInTransaction, (error) => breaches.push(error)),
      config,
      signer: createMediaSigner(randomBytes(32), Date.now),
      forecaster: createForecaster(db, Date.now),
      newId: () => randomBytes(8).toString('hex'),
      newSecret: () => randomBytes(16).toString('hex'),
      now: Date.now,
    },
    {
      hub,
      ffmpeg: { version: 'none', check: () => Promise.resolve() },
      webFolder: import.meta.dirname,
      logger: { level: 'info', stream: { write: (line: string) => void log.push(line) } },
    },
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...{ url, db, log, breaches },
    async stop() {
      await app.close();
      await hub.stop();
      await connection.close();
      await database.drop();
    },
  };
}
