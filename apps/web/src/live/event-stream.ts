import { createSseParser, type StreamMessage } from '@weireel/client';
import { noteReached, noteUnreachable } from '../api/connection.ts';

/** What the owner of a stream hears. */
export interface EventStreamListener {
  /** A message. */
  onMessage(message: StreamMessage): void;
  /** Whether messages can arrive now. */
  onOpen(isOpen: boolean): void;
}

/** A stream that is being followed. */
export interface EventStream {
  /** Comes back at once from a break: the network is there again. */
  wake(): void;
  /** Ends it. */
  close(): void;
}

const firstDelayMs = 1000;
const mostDelayMs = 15_000;
// The server sends a heartbeat every 15 s; a stream that is silent for longer is dead without knowing it.
const silenceMs = 40_000;

/**
 * Follows a server-sent event stream and comes back after breaks where it stopped. Not `EventSource`, which can
 * send no header: the reader's language decides in which words the server speaks.
 */
export function openEventStream(
  url: string,
  language: () => string,
  listener: EventStreamListener,
): EventStream {
  let lastId = '';
  let delayMs = firstDelayMs;
  let isClosed = false;
  let abort = new AbortController();
  let wake = () => {};

  const parse = () =>
    createSseParser((message) => {
      lastId = message.lastId === '' ? lastId : message.lastId;
      listener.onMessage(message);
    });

  void run();
  return {
    wake() {
      delayMs = firstDelayMs;
      wake();
    },
    close() {
      isClosed = true;
      abort.abort();
      wake();
    },
  };

  async function run(): Promise<void> {
    while (!isClosed) {
      abort = new AbortController();
      try {
        if (!(await readOnce())) return;
      } catch {
        // Broken connections are what the loop is for.
      }
      listener.onOpen(false);
      if (isClosed) return;
      await pause();
    }
  }

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    delayMs = Math.min(mostDelayMs, delayMs * 2);
  }

  /** Reads until the stream ends; false: it is refused and asking again is of no use. */
  async function readOnce(): Promise<boolean> {
    const headers: Record<string, string> = { accept: 'text/event-stream', 'accept-language': language() };
    if (lastId !== '') headers['last-event-id'] = lastId;
    const answer = await reach(url, { headers, cache: 'no-store', signal: abort.signal });
    if (answer.status === 401 || answer.status === 403) return false;
    if (!answer.ok || answer.body === null) return true;

    listener.onOpen(true);
    delayMs = firstDelayMs;
    const push = parse();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let watchdog = setTimeout(() => abort.abort(), silenceMs);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return true;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), silenceMs);
        push(value);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(url, init);
    noteReached();
    return answer;
  } catch (error) {
    if (init.signal?.aborted !== true) noteUnreachable();
    throw error;
  }
}
