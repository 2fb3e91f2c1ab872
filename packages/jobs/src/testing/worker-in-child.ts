/**
 * Test support: a worker of its own process on the database given as argument. It prints `run <job>` for each
 * attempt, keeps it until a line comes on its input, tries to publish then, and prints how that went.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connect, writeInstallation } from '@weireel/db';
import { startJobWorker } from '../worker.ts';
import { handlersOf } from './handlers.ts';

const connection = connect(process.argv[2] ?? '', { maxConnections: 8, onError: () => {} });
const input = createInterface({ input: process.stdin });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await startJobWorker({
  db: connection.db,
  pool: connection.pool,
  handlers: handlersOf(async (attempt) => {
    say(`run ${attempt.job.id}`);
    await once(input, 'line');
    try {
      await attempt.publish((trx) => writeInstallation(trx, 'published', { by: 'child' }));
      say('published');
    } catch (error) {
      say(error instanceof Error ? error.name : String(error));
      throw error;
    }
  }),
  concurrency: { early: 0, first: 1, rest: 0 },
  newId: () => `child-${process.pid}-${Date.now()}`,
  random: Math.random,
  log: () => {},
});
say('started');
