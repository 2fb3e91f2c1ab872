// Asks two addresses in turn at a steady pace and reports how long each answer took, from a thread of its own,
// because the thread that sends uploads would be late.
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is given. */
export interface LatencyWork {
  /** What to ask. */
  urls: string[];
  /** Bearer token. */
  token: string;
  /** Milliseconds from one request to the next. */
  everyMs: number;
}

// as: `startLatencyProbe` is the only one who starts this.
const { urls, token, everyMs } = workerData as LatencyWork;
const agent = new Agent({ keepAlive: true });
const tookMs: number[] = [];
const underWay = new Set<Promise<void>>();
let isStopped = false;

parentPort?.once('message', () => (isStopped = true));
for (let n = 0; !isStopped; n += 1) {
  const asked = ask(urls[n % urls.length] ?? '');
  underWay.add(asked);
  void asked.finally(() => underWay.delete(asked));
  // At a steady pace whether or not answers come, or a stall would count as one slow answer only.
  await pause(everyMs);
}
await Promise.all(underWay);
agent.destroy();
parentPort?.postMessage(tookMs);

function ask(url: string): Promise<void> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answers ${response.statusCode}`));
      response.resume();
      response.on('end', () => {
        tookMs.push(performance.now() - startedMs);
        resolve();
      });
    });
    request.on('error', reject);
  });
}
