import { availableParallelism } from 'node:os';
import { describeSandboxGap } from '@weireel/contract';
import { connect } from '@weireel/db';
import { isFirstPlayableDue } from '@weireel/db/processing';
import { findFfmpeg, prepareSandbox } from '@weireel/ffmpeg';
import { openInstallation, randomText } from '@weireel/installation';
import { startJobWorker } from '@weireel/jobs';
import { readAvailableMemory } from './machine/available-memory.ts';
import { readWorkerConfig } from './config.ts';
import { createFairPlaces } from './machine/fair-places.ts';
import { createHandlers } from './handlers.ts';
import { createUsageMeter } from './machine/measure-usage.ts';
import { createMemoryGate } from './machine/memory-gate.ts';
import { createPulse } from './machine/pulse.ts';
import { startSweeper } from './upkeep/sweeper.ts';
import { createWorkFolders } from './machine/work-folder.ts';

/** Listening, heartbeat and claims of three pools, with the writes of the jobs themselves. */
const maxConnections = 16;
/** First playables that are made at once: mostly input and output, so that two keep both processors busy. */
const firstSlots = Math.max(2, Math.floor(availableParallelism() / 2));

type Level = 'info' | 'warn' | 'error';

function log(level: Level, message: string, facts: object = {}): void {
  const line = { level, time: new Date().toISOString(), name: 'worker', msg: message, ...facts };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const config = readWorkerConfig(process.env);
  const pulse = createPulse(config.pulseFd);
  // Until the worker has its own beat: bringing a large database up to this code takes its time.
  const starting = setInterval(pulse, 1000);
  const programs = await findFfmpeg(config.ffmpegPath === null ? {} : { ffmpegPath: config.ffmpegPath });
  const installation = await openInstallation({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl,
    ownership: 'never',
    maxConnections,
    patience: 'job',
    log: (message) => log('warn', message),
  });
  const { db, pool } = installation.connection;
  const folders = createWorkFolders(installation.folder.workFolder, process.pid);
  await folders.sweep();
  const gaps = await prepareSandbox({
    programs: [programs.ffmpegPath, programs.ffprobePath],
    folder: installation.folder.workFolder,
    secrets: [installation.folder.secretsFile],
  });
  if (gaps.length > 0) {
    const words = gaps.map((gap) => `it ${describeSandboxGap(gap, 'en')}`);
    log('warn', `FFmpeg is not fully fenced in: ${words.join('; ')}`);
  }
  const worker = await startJobWorker({
    db,
    pool,
    handlers: createHandlers({
      db,
      blobs: installation.blobs,
      programs,
      folders,
      memory: createMemoryGate({ availableBytes: readAvailableMemory, now: () => performance.now() }),
      firsts: createFairPlaces({
        early: Math.max(1, Math.floor(availableParallelism() / 2)),
        wholeOfOne: Math.max(1, Math.floor(firstSlots / 2)),
      }),
      speech: config.speech,
      mail: config.mail,
      mediaLimits: config.mediaLimits,
      encoderThreads: config.slowJobs > 1 ? 2 : null,
      checks: { share: config.checkShare, random: Math.random, log },
    }),
    concurrency: {
      // Mostly waits for bytes; more than a few would take the processor from what has all of them.
      early: Math.max(3, availableParallelism()),
      first: firstSlots,
      rest: config.slowJobs,
    },
    mayBegin: { rest: async () => !(await isFirstPlayableDue(db)) },
    newId: () => randomText(16),
    random: Math.random,
    sandboxGaps: gaps,
    measureUsage: createUsageMeter(folders.pathOf, () => performance.now()),
    onBeat: pulse,
    log,
  });
  clearInterval(starting);
  // Reads whole tables, and must not be cut short where there is much.
  const upkeep = connect(installation.databaseUrl, {
    maxConnections: 2,
    patience: 'upkeep',
    onError: (error) => log('warn', 'a database connection broke', { cause: error.message }),
  });
  const stopSweeper = startSweeper({
    db: upkeep.db,
    blobs: installation.blobs,
    newId: () => randomText(16),
    now: Date.now,
    onUnknownBlobs: (unknown) => log('warn', 'kept files that this version does not know', unknown),
    onError: (error) => log('warn', 'sweep failed', { cause: String(error) }),
  });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stopSweeper();
    await upkeep.close();
    await worker.stop();
    await folders.close();
    await installation.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  void worker.brokeDown.then((error) => {
    if (stopping) return;
    // Whoever supervises us starts a fresh worker; our jobs are taken over like those of a killed one.
    log('error', 'the queue gave up', { cause: error.message });
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  log('error', error instanceof Error ? error.message : String(error));
  process.exit(1);
});
