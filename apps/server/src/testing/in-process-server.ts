/** Test support: the server in the test's own process. Imported by tests only, as `@weireel/server/testing`. */
import { randomBytes } from 'node:crypto';
import { guardStore, type BlobStore } from '@weireel/blob';
import { connect, type Database } from '@weireel/db';
import { findSession, insertUser } from '@weireel/db/people';
import { findMediaAccess } from '@weireel/db/videos';
import { createTestDatabase } from '@weireel/db/testing';
import { jieba } from '@weireel/search/jieba';
import { createWechatAccess } from '@weireel/wechat';
import { watchTransactions } from '@weireel/db/testing/transactions';
import { buildApp } from '../app.ts';
import { readServerConfig } from '../config.ts';
import { createPasswordHasher } from '../people/password-hasher.ts';
import { createSessionMemory } from '../people/session-memory.ts';
import { createMediaAccessMemory } from '../playback/media-access.ts';
import { startEventHub } from '../notifications/hub.ts';
import { createMediaSigner } from '../playback/sign.ts';
import { createForecaster } from '../processing/forecaster.ts';
import { createWorkerWatch } from '../processing/worker-watch.ts';

/** A server without processes around it, on a store of the caller's. */
export interface InProcessServer {
  /** Where it serves. */
  url: string;
  /** Its database. */
  db: Database;
  /** Its store, guarded. */
  blobs: BlobStore;
  /** What it logged, a line of JSON each. */
  log: string[];
  /** Calls of the store that were made within a transaction, which must be none. */
  breaches: Error[];
  /** Lets it look anew whom tokens stand for, after a test has changed people or sessions by itself. */
  forgetSessions(): void;
  /** Ends it and removes its database. */
  stop(): Promise<void>;
}

/** Tests try what is refused far more often than anybody else. */
const noLimits = {
  WEIREEL_RATE_API_PER_MINUTE: '1000000',
  WEIREEL_RATE_REFUSALS_PER_MINUTE: '1000000',
};

const isInTransaction = watchTransactions();
const elapsedMs = (): number => performance.now();

/**
 * Starts a server in this process; every call of the store within a transaction fails and is remembered.
 *
 * @param settings environment variables over those of the tests
 */
export async function startInProcess(
  store: BlobStore,
  settings: Record<string, string> = {},
): Promise<InProcessServer> {
  const database = await createTestDatabase();
  const connection = connect(database.url, { maxConnections: 8, onError: () => {} });
  const { db } = connection;
  // Nobody may register before there is an administrator.
  const admin = { id: 'admin', account: 'admin', nickname: 'admin' };
  await insertUser(db, { ...admin, passwordHash: null, roles: ['admin'], state: 'active' });
  const config = readServerConfig({ ...noLimits, ...settings });
  const breaches: Error[] = [];
  const log: string[] = [];
  const sessions = createSessionMemory((tokenHash) => findSession(db, tokenHash), elapsedMs);
  const hub = await startEventHub(db, database.url, {
    log: () => {},
    onMediaClosed: () => {},
    onChanged: () => {},
    sessions,
  });
  const blobs = guardStore(store, isInTransaction, (error) => breaches.push(error));
  const app = await buildApp(
    {
      db,
      blobs,
      config,
      sessions,
      // Tests write rows by themselves, of which nobody tells.
      answers: { give: () => {}, keep: () => {}, forget: () => {} },
      mediaAccess: createMediaAccessMemory((mediaKey) => findMediaAccess(db, mediaKey), elapsedMs),
      passwords: createPasswordHasher(1),
      signer: createMediaSigner(randomBytes(32), Date.now),
      forecaster: createForecaster(db, Date.now),
      wechat: config.wechat && createWechatAccess(config.wechat, elapsedMs),
      words: jieba,
      searchSecret: randomBytes(32),
      newId: () => randomBytes(8).toString('hex'),
      newSecret: () => randomBytes(16).toString('hex'),
      now: Date.now,
      elapsedMs,
    },
    {
      hub,
      worker: createWorkerWatch(false, Date.now),
      ffmpeg: { version: 'none', check: () => Promise.resolve() },
      webFolder: import.meta.dirname,
      logger: { level: 'info', stream: { write: (line: string) => void log.push(line) } },
    },
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...{ url, db, blobs, log, breaches },
    forgetSessions: () => sessions.forgetAll(),
    async stop() {
      await app.close();
      await hub.stop();
      await connection.close();
      await database.drop();
    },
  };
}
