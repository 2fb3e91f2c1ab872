import {
  cursorOf,
  eventsChannel,
  latestEventCursor,
  listen,
  readEvents,
  type Database,
  type EventCursor,
  type StoredEvent,
} from '@weireel/db';
import { danmakuChannel, readDanmakuNotice, type DanmakuNotice } from '@weireel/db/community';
import { listEndedSessions, membersChannel, peopleChannel, sessionsChannel } from '@weireel/db/people';
import { progressChannel, readProgressNotice } from '@weireel/db/processing';
import { closedMediaChannel } from '@weireel/db/videos';
import type { SessionMemory } from '../people/session-memory.ts';

/** What a listener hears of one person. */
export interface HubListener {
  /** Something of theirs happened; `cursor` is where to go on after it. */
  onEvent(event: StoredEvent, cursor: EventCursor): void;
  /** The progress of an asset of theirs moved; not an event, nothing is lost when it is missed. */
  onProgress(assetId: string): void;
}

/** What the hub itself tells. */
export interface HubOptions {
  /** Told of what went wrong. */
  log: (error: unknown) => void;
  /**
   * Told that an asset was closed, by whichever process: who may read it is to be asked anew. Without one: any may have
   * been.
   */
  onMediaClosed: (assetId?: string) => void;
  /** Told that anything may have changed, by whichever process. */
  onChanged: () => void;
  /** What is remembered of people, and told what is no longer so, whichever process changed it. */
  sessions: Pick<SessionMemory, 'forgetSession' | 'forgetPerson' | 'forgetAll'>;
}

/** One reader of the event log for all streams of this process. */
export interface EventHub {
  /** Hears everything of a person from now on; returns the way to stop. */
  subscribe(userId: string, listener: HubListener): () => void;
  /** Hears of the end of a session, by the hash of its token; returns the way to stop. */
  onSessionEnd(tokenHash: string, listener: () => void): () => void;
  /** Hears that a person has come into a channel, left it, or is something else in it; returns the way to stop. */
  onMemberChange(userId: string, listener: () => void): () => void;
  /** Hears what is said at the moments of a video; nothing is lost when it is missed. Returns the way to stop. */
  onDanmaku(videoId: string, listener: (news: DanmakuNotice['news']) => void): () => void;
  /** Ends reading. */
  stop(): Promise<void>;
}

const pollMs = 1000;
/** Rows may hide for a moment behind a transaction that is still open. */
const hiddenPollMs = 50;
const pageSize = 500;
/** Sessions also run out, and the end of one may not have been heard. */
const sessionPollMs = 15_000;

/** Starts the hub: NOTIFY wakes it, a slow poll catches what a broken connection did not say. */
export async function startEventHub(
  db: Database,
  databaseUrl: string,
  { log, onMediaClosed, onChanged, sessions }: HubOptions,
): Promise<EventHub> {
  const listeners = new Map<string, Set<HubListener>>();
  const sessionEnds = new Map<string, Set<() => void>>();
  const memberChanges = new Map<string, Set<() => void>>();
  const watchers = new Map<string, Set<(news: DanmakuNotice['news']) => void>>();
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
        const { events, next, isFull } = await readEvents(db, { after: cursor, limit: pageSize });
        cursor = next;
        for (const event of events) {
          for (const listener of listeners.get(event.user_id ?? '') ?? []) {
            listener.onEvent(event, cursorOf(event));
          }
        }
        if (isFull) again = true;
      } while (again && !stopped);
    } catch (error) {
      log(error);
    } finally {
      reading = false;
    }
  };

  const endSession = (tokenHash: string): void => {
    for (const end of sessionEnds.get(tokenHash) ?? []) end();
  };

  const lookForEndedSessions = (): void => {
    if (sessionEnds.size === 0) return;
    // For all open streams at once: one look each would be most of what the database is asked.
    listEndedSessions(db, [...sessionEnds.keys()]).then((ended) => ended.forEach(endSession), log);
  };

  const wake = (): void => {
    void read();
    hiddenTimer ??= setTimeout(() => {
      hiddenTimer = null;
      void read();
    }, hiddenPollMs);
  };

  const stopListening = listen(databaseUrl, {
    channels: [
      ...[eventsChannel, progressChannel, closedMediaChannel, danmakuChannel],
      ...[sessionsChannel, peopleChannel, membersChannel],
    ],
    onConnected: () => {
      onMediaClosed();
      sessions.forgetAll();
      onChanged();
      wake();
    },
    onError: log,
    onNotification: (channel, payload) => {
      if (channel !== danmakuChannel && channel !== progressChannel) onChanged();
      if (channel === closedMediaChannel) onMediaClosed(payload);
      else if (channel === peopleChannel) sessions.forgetPerson(payload);
      else if (channel === membersChannel) {
        sessions.forgetPerson(payload);
        for (const hear of memberChanges.get(payload) ?? []) hear();
      } else if (channel === sessionsChannel) {
        sessions.forgetSession(payload);
        endSession(payload);
      } else if (channel === eventsChannel) {
        // Of those who have no stream the poll reads; nobody waits for it.
        if (listeners.has(payload)) wake();
      } else if (channel === danmakuChannel) {
        const notice = readDanmakuNotice(payload);
        if (!notice) return;
        for (const hear of watchers.get(notice.videoId) ?? []) hear(notice.news);
      } else {
        const notice = readProgressNotice(payload);
        if (!notice) return;
        for (const listener of listeners.get(notice.ownerId) ?? []) listener.onProgress(notice.assetId);
      }
    },
  });
  const timer = setInterval(() => void read(), pollMs);
  const sessionTimer = setInterval(lookForEndedSessions, sessionPollMs);

  return {
    subscribe: (userId, listener) => addTo(listeners, userId, listener),
    onSessionEnd: (tokenHash, listener) => addTo(sessionEnds, tokenHash, listener),
    onMemberChange: (userId, listener) => addTo(memberChanges, userId, listener),
    onDanmaku: (videoId, listener) => addTo(watchers, videoId, listener),
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearInterval(sessionTimer);
      if (hiddenTimer) clearTimeout(hiddenTimer);
      await stopListening();
    },
  };
}

/** Adds one of a key's listeners; returns the way to take it out. */
function addTo<T>(all: Map<string, Set<T>>, key: string, listener: T): () => void {
  const set = all.get(key) ?? new Set();
  all.set(key, set);
  set.add(listener);
  return () => {
    set.delete(listener);
    if (set.size === 0 && all.get(key) === set) all.delete(key);
  };
}
