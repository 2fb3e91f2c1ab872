import {
  cursorOf,
  eventsChannel,
  latestEventCursor,
  listen,
  progressChannel,
  readEvents,
  type Database,
  type EventCursor,
  type EventRow,
} from '@weireel/db';
import { sessionsChannel } from '@weireel/db/people';
import { closedMediaChannel } from '@weireel/db/videos';

/** What a listener of the hub hears. */
export interface HubListener {
  /** Something of this person's happened; `cursor` is where to go on after it. */
  onEvent(event: EventRow, cursor: EventCursor): void;
  /** An asset's progress moved; not an event, nothing is lost when it is missed. */
  onProgress(assetId: string): void;
  /** A session was ended: the hash of its token. */
  onSessionEnd(tokenHash: string): void;
}

/** What the hub itself tells. */
export interface HubOptions {
  /** Told of what went wrong. */
  log: (error: unknown) => void;
  /** Told that media may have been closed, by whichever process: who may read what is to be asked anew. */
  onMediaClosed: () => void;
}

/** One reader of the event log for all streams of this process. */
export interface EventHub {
  /** Hears everything of a person from now on; returns the way to stop. */
  subscribe(userId: string, listener: HubListener): () => void;
  /** Ends reading. */
  stop(): Promise<void>;
}

const pollMs = 1000;
/** Rows may hide for a moment behind a transaction that is still open. */
const hiddenPollMs = 50;
const pageSize = 500;

/** Starts the hub: NOTIFY wakes it, a slow poll catches what a broken connection did not say. */
export async function startEventHub(
  db: Database,
  databaseUrl: string,
  { log, onMediaClosed }: HubOptions,
): Promise<EventHub> {
  const listeners = new Map<string, Set<HubListener>>();
  let cursor = await latestEventCursor(db);
  let stopped = false;
  let reading = false;
  let again = false;
  let hiddenTimer: NodeJS.Timeout | null = null;

  const read = async (): Promise<void> => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const events = await readEvents(db, { after: cursor, limit: pageSize });
        for (const event of events) {
          cursor = cursorOf(event);
          for (const listener of listeners.get(event.user_id ?? '') ?? []) listener.onEvent(event, cursor);
        }
        if (events.length === pageSize) again = true;
      } while (again && !stopped);
    } catch (error) {
      log(error);
    } finally {
      reading = false;
    }
  };

  const wake = (): void => {
    void read();
    hiddenTimer ??= setTimeout(() => {
      hiddenTimer = null;
      void read();
    }, hiddenPollMs);
  };

  const stopListening = listen(databaseUrl, {
    channels: [eventsChannel, progressChannel, sessionsChannel, closedMediaChannel],
    onConnected: () => {
      onMediaClosed();
      wake();
    },
    onError: log,
    onNotification: (channel, payload) => {
      if (channel === eventsChannel) {
        wake();
        return;
      }
      if (channel === closedMediaChannel) {
        onMediaClosed();
        return;
      }
      for (const listener of [...listeners.values()].flatMap((set) => [...set])) {
        if (channel === progressChannel) listener.onProgress(payload);
        else listener.onSessionEnd(payload);
      }
    },
  });
  const timer = setInterval(() => void read(), pollMs);

  return {
    subscribe(userId, listener) {
      const set = listeners.get(userId) ?? new Set();
      listeners.set(userId, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(userId);
      };
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      if (hiddenTimer) clearTimeout(hiddenTimer);
      await stopListening();
    },
  };
}
