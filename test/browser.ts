import { statfs } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

/** Where the distributions put Chromium. */
const chromiumPath = process.env['WEIREEL_CHROMIUM'] ?? '/usr/bin/chromium';

/** The longest wait for something on a page: other tests take the processor, too. */
const longestWaitMs = 120_000;

/** Flags under which Chromium interprets scripts only, so that its heap holds no machine code made of them. */
export const interpreting = ['--js-flags=--no-sparkplug --no-maglev --no-turbofan'];

/**
 * Starts a headless Chromium that talks to the loopback address only. Its contexts have no service workers unless they
 * are asked for: those would answer requests before a test can.
 *
 * @param flags further ones, for its command line
 */
export async function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
      ...flags,
    ],
    ...((await hasSharedMemory()) && { ignoreDefaultArgs: ['--disable-dev-shm-usage'] }),
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext({ serviceWorkers: 'block', ...options });
    context.setDefaultTimeout(longestWaitMs);
    return context;
  };
  return browser;
}

/** Containers may have 64 MB of it, too little for Chromium, whose pictures then are files on the disk. */
const enoughSharedBytes = 2 ** 30;

async function hasSharedMemory(): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs('/dev/shm');
    return bavail * bsize >= enoughSharedBytes;
  } catch {
    // There is none.
    return false;
  }
}
