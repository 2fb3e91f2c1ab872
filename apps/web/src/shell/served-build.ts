import { noteReached, noteUnreachable } from '../api/connection.ts';
import { buildServedBy, type ServedBuild } from './code-remedy.ts';

/** Asks the server whether it is there, and whether it serves the build that runs here. */
export async function askServedBuild(): Promise<ServedBuild> {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    if (!answer.ok) return 'unreachable';
    const page = await answer.text();
    noteReached();
    const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
    return entry === null ? 'same' : buildServedBy(page, new URL(entry.src).pathname);
  } catch {
    // No answer is an answer too.
    noteUnreachable();
    return 'unreachable';
  }
}
