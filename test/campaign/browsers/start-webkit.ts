import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { killAll, processTree, waitUntilGone } from '../../process-tree.ts';
import type { DrivenBrowser } from './driven-browser.ts';

const startMs = 60_000;
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts WebKitGTK's small browser on a screen that nobody sees, driven by WebDriver (https://www.w3.org/TR/webdriver2/). */
export async function startWebkit(): Promise<DrivenBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'weireel-webkit-'));
  const started: ChildProcess[] = [];
  const end = async (): Promise<void> => {
    const trees = await Promise.all(
      started.map(async ({ pid }) => (pid === undefined ? [] : processTree(pid))),
    );
    killAll(trees.flat());
    await waitUntilGone(trees.flat());
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const start = (command: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
      env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(child);
    return child;
  };
  try {
    const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']);
    // as: it was started with a pipe
    const [display] = (await once(screen.stdout ?? screen, 'data')) as [Buffer];
    const port = await freePort();
    start('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
      DISPLAY: `:${display.toString().trim()}`,
      LIBGL_ALWAYS_SOFTWARE: '1',
      LANG: 'zh_CN.UTF-8',
    });
    return { ...(await drive(`http://127.0.0.1:${port}`)), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function drive(driver: string): Promise<Omit<DrivenBrowser, 'close'>> {
  await untilItListens(driver);
  const binary = await findBrowser();
  const wanted = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
  // The shapes of answers are the standard's, here and below.
  const session = (await call('POST', `${driver}/session`, { capabilities: { alwaysMatch: wanted } })) as {
    sessionId: string;
    capabilities: { browserVersion: string };
  };
  const base = `${driver}/session/${session.sessionId}`;
  await call('POST', `${base}/timeouts`, { script: startMs, pageLoad: startMs });
  return {
    name: `WebKitGTK ${session.capabilities.browserVersion}`,
    async goTo(url) {
      await call('POST', `${base}/url`, { url });
    },
    async evaluate(expression) {
      const script = `const done = arguments[0];
        (async () => JSON.stringify(await (${expression})))().then(
          (value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = (await call('POST', `${base}/execute/async`, { script, args: [] })) as {
        value?: string;
        error?: string;
      };
      if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`);
      return answer.value === undefined ? undefined : (JSON.parse(answer.value) as unknown); // narrower than any
    },
    async act(actions) {
      await call('POST', `${base}/actions`, { actions });
    },
    async chooseFile(selector, path) {
      const element = (await call('POST', `${base}/element`, { using: 'css selector', value: selector })) as {
        [elementKey]: string;
      };
      await call('POST', `${base}/element/${element[elementKey]}/value`, { text: path });
    },
    async resize(size) {
      await call('POST', `${base}/window/rect`, { x: 0, y: 0, ...size });
    },
  };
}

/** The distribution has it beside the library, under the machine's kind and the library's version. */
async function findBrowser(): Promise<string> {
  for await (const path of glob('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')) return path;
  throw new Error('WebKitGTK has no MiniBrowser here');
}

async function call(method: 'GET' | 'POST', url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown }; // by the standard
  if (response.ok) return value;
  const { message } = value as { message?: string }; // by the standard
  throw new Error(
    `WebDriver ${new URL(url).pathname.split('/').slice(3).join('/')}: ${message ?? response.status}`,
  );
}

async function untilItListens(driver: string): Promise<void> {
  const deadline = performance.now() + startMs;
  for (;;) {
    try {
      await call('GET', `${driver}/status`);
      return;
    } catch (error) {
      if (performance.now() > deadline) throw new Error('WebKitWebDriver does not listen', { cause: error });
      await pause(100);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
