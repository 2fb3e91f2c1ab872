import { connection } from '../api/connection.ts';
import type { ServedBuild } from './code-remedy.ts';
import { askServedBuild } from './served-build.ts';

/** A part of the client that could not be loaded. */
export class CodeMissingError extends Error {
  override readonly name = 'CodeMissingError';
  /** What the server said about it. */
  readonly served: ServedBuild;

  /** @param served what the server said about it */
  constructor(served: ServedBuild, options?: ErrorOptions) {
    super(`A part of the client could not be loaded; the server: ${served}`, options);
    this.served = served;
  }
}

/** Loads a part of the client; throws a `CodeMissingError` when it does not come, and may be called again. */
export type CodeLoader<T> = () => Promise<T>;

/**
 * A part of the client that does not come with the first bytes. Browsers remember for as long as the page lives
 * that a module did not come, so the server is asked first whether it can: always (`asksFirst`), or only when it
 * was away a moment ago, where every journey to the server delays the first picture.
 */
export function lazily<T>(load: () => Promise<T>, asksFirst: boolean): CodeLoader<T> {
  let loaded: T | null = null;
  return async () => {
    if (loaded !== null) return loaded;
    if (asksFirst || connection.reach !== 'reached') {
      const served = await askServedBuild();
      if (served !== 'same') throw new CodeMissingError(served);
    }
    try {
      [loaded] = await Promise.all([load(), mendStyles()]);
      return loaded;
    } catch (cause) {
      throw new CodeMissingError(await askServedBuild(), { cause });
    }
  };
}

/** Asks again for sheets that did not come: the bundler puts each into the page only once. */
async function mendStyles(): Promise<void> {
  const sheets = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][data-missing]');
  await Promise.all([...sheets].map(fetchAgain));
}

function fetchAgain(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const fresh = document.createElement('link');
    fresh.rel = 'stylesheet';
    fresh.href = link.href;
    fresh.addEventListener('load', () => resolve());
    fresh.addEventListener('error', () => reject(new Error(`No answer for ${fresh.href}`)));
    link.replaceWith(fresh);
  });
}
