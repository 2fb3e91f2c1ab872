import { chromium, type Browser } from 'playwright-core';

/** Where the distributions put Chromium. */
const chromiumPath = process.env['WEIREEL_CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Starts a headless Chromium that talks to the loopback address only.
 *
 * @param more further switches of its command line
 */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
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
      ...more,
    ],
  });
}
