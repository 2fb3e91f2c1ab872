import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAll, processTree, waitUntilGone } from '../../process-tree.ts';
import type { DrivenBrowser } from './driven-browser.ts';

const preferences = {
  // Plays without a touch, as in Chromium's tests, and asks nothing and nobody at its first start.
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'intl.accept_languages': 'zh-CN',
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

const startMs = 60_000;

/** An answer of WebDriver BiDi, as far as we look at it. */
interface BidiMessage {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  message?: string;
}

/** Starts a headless Firefox with a profile of its own, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export async function startFirefox(): Promise<DrivenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'weireel-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const args = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    'about:blank',
  ];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'firefox-esr', ...args], {
    env: { ...process.env, HOME: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  const end = async (): Promise<void> => {
    const tree = pid === undefined ? [] : await processTree(pid);
    killAll(tree);
    await waitUntilGone(tree);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const call = await connect(await announcedUrl(child.stderr));
    return { ...(await drive(call)), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

type Call = (method: string, params: Record<string, unknown>) => Promise<unknown>;

/** Waits until the browser says on standard error where it listens. */
function announcedUrl(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`Firefox does not listen: ${text}`)), startMs);
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /WebDriver BiDi listening on (ws:\S+)/.exec(text)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    output.on('end', () => reject(new Error(`Firefox ended: ${text}`)));
  });
}

async function connect(url: string): Promise<Call> {
  const socket = new WebSocket(`${url}/session`);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as BidiMessage; // by the standard
    const asked = answer.id === undefined ? undefined : waiting.get(answer.id);
    if (answer.id === undefined || !asked) return;
    waiting.delete(answer.id);
    if (answer.type === 'error') asked.reject(new Error(answer.message));
    else asked.resolve(answer.result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the connection'));
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`Firefox does not answer at ${url}`)), {
      once: true,
    });
  });
  return (method, params) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
}

async function drive(call: Call): Promise<Omit<DrivenBrowser, 'close'>> {
  // The shapes of answers are the standard's, here and below.
  const session = (await call('session.new', { capabilities: {} })) as {
    capabilities: { browserVersion: string };
  };
  const tree = (await call('browsingContext.getTree', {})) as { contexts: { context: string }[] };
  const context = tree.contexts[0]?.context;
  const evaluate = async (
    expression: string,
    isNode = false,
  ): Promise<{ value?: unknown; sharedId?: string }> => {
    const answer = (await call('script.evaluate', {
      expression: isNode ? expression : `(async () => JSON.stringify(await (${expression})))()`,
      target: { context },
      awaitPromise: true,
    })) as { result?: { value?: unknown; sharedId?: string }; exceptionDetails?: { text: string } };
    if (answer.exceptionDetails) throw new Error(`in the page: ${answer.exceptionDetails.text}`);
    return answer.result ?? {};
  };
  return {
    name: `Firefox ${session.capabilities.browserVersion}`,
    async goTo(url) {
      await call('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const { value } = await evaluate(expression);
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined; // narrower than any
    },
    async act(actions) {
      await call('input.performActions', { context, actions });
    },
    async chooseFile(selector, path) {
      const { sharedId } = await evaluate(`document.querySelector(${JSON.stringify(selector)})`, true);
      await call('input.setFiles', { context, element: { sharedId }, files: [path] });
    },
    async resize(viewport) {
      await call('browsingContext.setViewport', { context, viewport });
    },
  };
}
