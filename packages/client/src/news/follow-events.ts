import type { CancelSignal } from '@weireel/contract';
import type { Clock, NewAbort } from '../upload/ports.ts';
import { watchSilence } from '../upload/silence.ts';
import { createSseParser, type StreamMessage } from './sse-parser.ts';

/** What the server answered to the wish for its event stream. */
export interface StreamAnswer {
  /** HTTP status. */
  status: number;
  /** The next piece of text, wherever it was cut; null: the stream has ended. Rejects when it breaks. */
  read(): Promise<string | null>;
}

/**
 * A platform's way to the event stream. Not `EventSource`, which can send no header: the reader's language decides
 * in which words the server speaks. Rejects when no answer comes or the signal fires, and ends reading with it.
 */
export type OpenStream = (headers: Record<string, string>, signal: CancelSignal) => Promise<StreamAnswer>;

/** What the owner of a stream hears. */
export interface EventStreamListener {
  /** A message. */
  onMessage(message: StreamMessage): void;
  /** Whether messages can arrive now. */
  onOpen(isOpen: boolean): void;
}

/** What `followEvents` needs. */
export interface EventStreamOptions {
  /** Reaches the server. */
  open: OpenStream;
  /** The reader's language at the time of opening. */
  language: () => string;
  /** Hears what arrives; nothing more after `close`. */
  listener: EventStreamListener;
  /** Time. */
  clock: Clock;
  /** Makes abort sources. */
  newAbort: NewAbort;
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
 * Follows a server-sent event stream and comes back after breaks where it stopped, later each time that nothing came
 * of it. One that is refused to this person (401, 403) is not asked for again.
 */
export function followEvents({ open, language, listener, ...tools }: EventStreamOptions): EventStream {
  const { clock, newAbort } = tools;
  const life = newAbort();
  let nap = newAbort();
  let delayMs = firstDelayMs;
  let lastId = '';

  void run();
  return {
    wake() {
      delayMs = firstDelayMs;
      nap.abort();
    },
    close() {
      life.abort();
      nap.abort();
    },
  };

  async function run(): Promise<void> {
    while (!life.signal.aborted) {
      if ((await readOnce()) === 'refused' || life.signal.aborted) return;
      listener.onOpen(false);
      nap = newAbort();
      await clock.sleep(delayMs, nap.signal);
      delayMs = Math.min(mostDelayMs, delayMs * 2);
    }
  }

  /** Reads until the stream ends, breaks or falls silent. */
  async function readOnce(): Promise<'over' | 'refused'> {
    const watched = { signal: life.signal, mayBeSilentMs: silenceMs };
    try {
      return await watchSilence(tools, watched, async ({ signal, heard }) => {
        const answer = await open(headers(), signal);
        if (answer.status === 401 || answer.status === 403) return 'refused';
        if (answer.status !== 200 || life.signal.aborted) return 'over';
        delayMs = firstDelayMs;
        listener.onOpen(true);
        const push = createSseParser(take);
        for (let text = await answer.read(); text !== null; text = await answer.read()) {
          if (signal.aborted) return 'over';
          heard(silenceMs);
          push(text);
        }
        return 'over';
      });
    } catch {
      // Broken connections are what the loop is for.
      return 'over';
    }
  }

  function headers(): Record<string, string> {
    const base = { accept: 'text/event-stream', 'accept-language': language() };
    return lastId === '' ? base : { ...base, 'last-event-id': lastId };
  }

  function take(message: StreamMessage): void {
    lastId = message.lastId === '' ? lastId : message.lastId;
    if (!life.signal.aborted) listener.onMessage(message);
  }
}
