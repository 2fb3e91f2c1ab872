import { chromium, type Browser } from 'playwright-core';

/** Where the distributions put Chromium. */
const chromiumPath = process.env['WEIREEL_CHROMIUM'] ?? '/usr/bin/chromium';

/** Flags under which Chromium interprets scripts only, so that its heap holds no machine code made of them. */
export const interpreting = ['--js-flags=--no-sparkplug --no-maglev --no-turbofan'];

/**
 * Starts a headless Chromium that talks to the loopback address only.
 *
 * @param flags further ones, for its command line
 */
export function startBrowser(flags: readonly string[] = []): Promise<Browser> {
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
      ...flags,
    ],
  });
}
