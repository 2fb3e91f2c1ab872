import type { CancelSignal } from '@weireel/contract';
import type { OpenStream } from '@weireel/client';
import { noteReached, noteUnreachable } from '../api/connection.ts';

/** A way to an event stream of the server that served this page, by fetch. */
export function streamAt(url: string): OpenStream {
  return async (headers, signal) => {
    const { status, body } = await reach(url, headers, signal);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    return { status, read: async () => (await reader?.read())?.value ?? null };
  };
}

async function reach(url: string, headers: Record<string, string>, signal: CancelSignal): Promise<Response> {
  const abort = new AbortController();
  signal.addEventListener('abort', () => abort.abort(), { once: true });
  try {
    const answer = await fetch(url, { headers, cache: 'no-store', signal: abort.signal });
    noteReached();
    return answer;
  } catch (error) {
    if (!signal.aborted) noteUnreachable();
    throw error;
  }
}
