import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startProcess } from '@weireel/process';

const root = fileURLToPath(new URL('..', import.meta.url));
const serverMain = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));

/** Password of the account `admin` in the benches' data folders. */
export const adminPassword = randomBytes(12).toString('hex');

/** A server with its worker and its database, as people run it. */
export interface BenchServer {
  /** Where it answers: `http://127.0.0.1:…`. */
  url: string;
  /** Its process; all others descend from it. */
  processId: number;
  /** Milliseconds from starting it until it said `ready`. */
  startMs: number;
  /** Ends it and all that it started. */
  stop(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. `npm` starts it as a person would. */
export async function startBenchServer(
  dataFolder: string,
  signal: AbortSignal,
  how: 'node' | 'npm' = 'node',
): Promise<BenchServer> {
  const command = how === 'npm' ? ['npm', 'start', '--silent'] : [process.execPath, serverMain];
  const startedMs = performance.now();
  const child = startProcess({
    // Ends with us even when we are killed.
    command: 'setpriv',
    args: ['--pdeathsig', 'TERM', '--', ...command],
    cwd: root,
    env: { ...process.env, ...settings, WEIREEL_DATA: dataFolder },
  });
  const stop = (): Promise<void> => child.stop({ graceMs: 20_000 });
  const onAbort = (): void => void stop();
  signal.addEventListener('abort', onAbort, { once: true });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.output.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const match = /^ready (http\S+)$/m.exec(text);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.ended.then(
      (end) => reject(new Error(`the server ended before it was ready:\n${end.stderrTail.join('\n')}`)),
      reject,
    );
  });
  return {
    url,
    processId: child.pid ?? 0,
    startMs: performance.now() - startedMs,
    async stop() {
      signal.removeEventListener('abort', onAbort);
      await stop();
    },
  };
}

const settings = {
  WEIREEL_PORT: '0',
  WEIREEL_HOST: '127.0.0.1',
  WEIREEL_ADMIN_PASSWORD: adminPassword,
  WEIREEL_RATE_API_PER_MINUTE: '10000000',
  WEIREEL_RATE_REFUSALS_PER_MINUTE: '10000000',
  WEIREEL_LOG_LEVEL: 'warn',
  WEIREEL_INSTALL: 'never',
};
