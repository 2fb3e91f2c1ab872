import type { Router } from 'vue-router';
import type { CodeLoader } from './load-code.ts';

// Pages without a video have nothing to wait for but their own code.
const longestWaitMs = 5000;

/**
 * Fetches code while nothing else is to do, one part after the other, so that a broken network or a new build
 * finds it here. The first picture comes first; people who save data are left alone. What may be wanted is asked
 * for again after each navigation, because signing in opens more pages.
 */
export function fetchAhead(router: Router, wanted: () => CodeLoader<unknown>[]): void {
  if (isSavingData()) return;
  let hasBegun = false;
  const begin = () => {
    if (hasBegun) return;
    hasBegun = true;
    router.afterEach(() => void fetchInTurn(wanted));
    void fetchInTurn(wanted);
  };
  document.addEventListener('playing', begin, { capture: true, once: true });
  setTimeout(begin, longestWaitMs);
}

async function fetchInTurn(wanted: () => CodeLoader<unknown>[]): Promise<void> {
  await idleness();
  for (const load of wanted()) {
    try {
      await load();
    } catch {
      // Whoever needs it is told then.
      return;
    }
    await idleness();
  }
}

function idleness(): Promise<void> {
  return new Promise((resolve) => whenIdle(resolve));
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: longestWaitMs });
  else setTimeout(act, 200);
}

function isSavingData(): boolean {
  // As: Chromium alone tells, and the types of the DOM leave it out.
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
