import './file-threads.ts';
import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findFfmpeg } from '@weireel/ffmpeg';
import { findSession } from '@weireel/db/people';
import { findMediaAccess } from '@weireel/db/videos';
import { openInstallation, randomText } from '@weireel/installation';
import { superviseProcess } from '@weireel/process';
import { jieba } from '@weireel/search/jieba';
import { createWechatAccess } from '@weireel/wechat';
import { prepareFirstAdmin, type FirstAdmin } from './people/first-admin.ts';
import { buildApp } from './app.ts';
import { readServerConfig, type ServerConfig } from './config.ts';
import type { ServerContext } from './http/context.ts';
import { loggerOptions } from './http/logger.ts';
import { createSharedAnswers } from './http/shared-answers.ts';
import { createMediaAccessMemory } from './playback/media-access.ts';
import { createMediaSigner } from './playback/sign.ts';
import { startEventHub } from './notifications/hub.ts';
import { createPasswordHasher } from './people/password-hasher.ts';
import { createSessionMemory } from './people/session-memory.ts';
import { createForecaster } from './processing/forecaster.ts';
import { indexWhatIsMissing } from './search/keep-indexed.ts';
import { createWorkerWatch, type WorkerWatch } from './processing/worker-watch.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const workerMain = fileURLToPath(new URL('../../worker/src/main.ts', import.meta.url));

/** Connections of this process: requests, parts on their way in, and a few to spare. */
const maxConnections = 16;

/** How long requests under way may take after SIGTERM. */
const drainMs = 10_000;

async function main(): Promise<void> {
  const config = readServerConfig(process.env);
  const ffmpeg = await findFfmpeg({ ...(config.ffmpegPath !== null && { ffmpegPath: config.ffmpegPath }) });
  const installation = await openInstallation({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl,
    ownership: 'in-succession',
    maxConnections,
    patience: 'request',
    log: (message) => process.stderr.write(`${message}\n`),
  });
  const { db } = installation.connection;
  const elapsedMs = () => performance.now();
  const context: ServerContext = {
    db,
    blobs: installation.blobs,
    config,
    mediaAccess: createMediaAccessMemory((mediaKey) => findMediaAccess(db, mediaKey), elapsedMs),
    sessions: createSessionMemory((tokenHash) => findSession(db, tokenHash), elapsedMs),
    answers: createSharedAnswers(elapsedMs),
    signer: createMediaSigner(installation.folder.secrets.playback, Date.now),
    forecaster: createForecaster(db, Date.now),
    // It takes threads that Node reads files with, too: two at most, and never all processors.
    passwords: createPasswordHasher(availableParallelism() > 3 ? 2 : 1),
    wechat: config.wechat && createWechatAccess(config.wechat, elapsedMs),
    words: jieba,
    searchSecret: derivedSecret(installation.folder.secrets.playback, 'searches'),
    newId: () => randomText(16),
    newSecret: () => randomText(32),
    now: Date.now,
    elapsedMs,
  };
  let log = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const hub = await startEventHub(db, installation.databaseUrl, {
    log: (error) => log(error),
    onMediaClosed: context.mediaAccess.forget,
    onChanged: () => context.answers.forget(),
    sessions: context.sessions,
  });
  const worker = createWorkerWatch(config.workers > 0, Date.now);
  const app = await buildApp(context, {
    hub,
    ffmpeg: {
      version: ffmpeg.version,
      check: async () => {
        await findFfmpeg({ ffmpegPath: ffmpeg.ffmpegPath });
      },
    },
    worker,
    webFolder,
    logger: loggerOptions(config.logLevel),
  });
  log = (error) => app.log.warn({ err: error }, 'event hub');
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await hub.stop();
    await app.close();
    await installation.close();
    throw error;
  }
  const stopIndexing = indexWhatIsMissing(db, context.words, log);
  const stopWorker = worker.isKept ? superviseWorker(config, worker, log) : async () => {};
  const firstAdmin = await prepareFirstAdmin(context);
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  if (config.trustProxy === true) {
    app.log.warn(
      'WEIREEL_TRUST_PROXY=true believes any forwarding header, so that whoever reaches the port can invent an address and evade every limit: set it to the addresses of your proxies, such as 127.0.0.1 or 10.0.0.0/8',
    );
  }
  announce(port, config, firstAdmin);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    const deadline = setTimeout(() => process.exit(1), drainMs + 5000);
    // What is still under way then is broken off; senders resume.
    const drained = setTimeout(() => app.server.closeAllConnections(), drainMs);
    await Promise.all([app.close(), stopWorker(), stopIndexing()]);
    clearTimeout(drained);
    await hub.stop();
    await installation.close();
    clearTimeout(deadline);
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

/** A secret of its own for one purpose, so that nothing made with it serves another. */
function derivedSecret(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(purpose).digest();
}

function superviseWorker(
  config: ServerConfig,
  watch: WorkerWatch,
  log: (error: unknown) => void,
): () => Promise<void> {
  const worker = superviseProcess({
    hasPulse: true,
    command: process.execPath,
    args: [workerMain],
    env: {
      ...process.env,
      WEIREEL_DATA: config.dataFolder,
      WEIREEL_WORKERS: String(config.workers),
      WEIREEL_CHECK_PERCENT: String(config.checkPercent),
    },
    onExit: (facts) => {
      watch.noteExit(facts);
      log(new Error(`the worker ended (${JSON.stringify(facts)}) and is started again`));
    },
  });
  return () => worker.stop();
}

function announce(port: number, config: ServerConfig, firstAdmin: FirstAdmin): void {
  // Port 0 asks the system for a free one, so the address is only known now.
  const url = config.port === 0 ? `http://${config.host}:${port}` : config.publicUrl;
  if (firstAdmin.kind === 'made' && firstAdmin.account !== 'admin') {
    process.stdout.write(
      `first start: the administrator is "${firstAdmin.account}", because "admin", or a name that looks the same, belongs to somebody else\n`,
    );
  }
  if (firstAdmin.kind === 'link') {
    process.stdout.write(
      `first start: make the administrator at ${url}/setup?token=${firstAdmin.setupToken}\n`,
    );
  }
  process.stdout.write(`ready ${url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartFailure(error)}\n`);
  process.exit(1);
});

function describeStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isListening = 'syscall' in error && error.syscall === 'listen';
  if (isListening && 'code' in error && error.code === 'EADDRINUSE') {
    return `the port is taken (${error.message}): stop the other program, or choose another with WEIREEL_PORT`;
  }
  if (isListening && 'code' in error && error.code === 'EACCES') {
    return `the port may not be used (${error.message}): choose one above 1023 with WEIREEL_PORT`;
  }
  const isOurs = error.name !== 'Error' && error.name !== 'TypeError';
  return isOurs ? error.message : `Weireel could not start: ${error.stack ?? error.message}`;
}
