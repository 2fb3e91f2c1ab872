/** What the server said when asked for its present build: the one that runs here, another, or nothing. */
export type ServedBuild = 'same' | 'newer' | 'unreachable';

/** What is known when code of the client could not be loaded. */
export interface MissingCode {
  /** The server's present build. */
  served: ServedBuild;
  /** How often this code was asked for since, without success. */
  triesBefore: number;
  /** Whether leaving this page would lose something: bytes that are on their way. */
  isBusy: boolean;
  /** Whether the page was begun anew for want of code a moment ago. */
  hasJustReloaded: boolean;
}

/**
 * What helps: `wait` for the server, `try-again` now, `reload` by itself, or `offer` the person to reload.
 * Reloading without a server would put the browser's own error page in place of everything.
 */
export type CodeRemedy = 'wait' | 'try-again' | 'reload' | 'offer';

/** What to do about code that could not be loaded. */
export function remedyFor({ served, triesBefore, isBusy, hasJustReloaded }: MissingCode): CodeRemedy {
  if (served === 'unreachable') return 'wait';
  if (served === 'newer') return isBusy || hasJustReloaded ? 'offer' : 'reload';
  // Some browsers remember that a module failed until the page is begun anew.
  return triesBefore === 0 ? 'try-again' : 'offer';
}

/** The build that a page of the server names, compared with the one that runs here: the path of its entry script. */
export function buildServedBy(page: string, entryPath: string): 'same' | 'newer' {
  return page.includes(entryPath) ? 'same' : 'newer';
}
