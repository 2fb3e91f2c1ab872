import { followEvents, readNews, type EventStream } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { reactive, readonly, watch } from 'vue';
import { browserClock, newAbort } from '../api/browser-clock.ts';
import { onReconnected } from '../api/connection.ts';
import { currentLanguage, i18n } from '../language/language.ts';
import { streamAt } from './open-stream.ts';

/** What a listener hears about the signed-in person's videos. */
export interface MyVideoListener {
  /** A video is as given now. */
  changed(video: Video): void;
  /** A video is gone. */
  deleted(id: string): void;
  /** Something may have been missed: the stream began (again). Absent: it need not know. */
  opened?(): void;
}

const state = reactive({ isConnected: false });
const listeners = new Set<MyVideoListener>();
const unreadListeners = new Set<(count: number) => void>();
let stream: EventStream | null = null;

/** Whether news arrive by themselves at the moment. */
export const news = readonly(state);

/** Hears about my videos; one connection serves all listeners and ends with the last. Gives the way to stop. */
export function onMyVideo(listener: MyVideoListener): () => void {
  listeners.add(listener);
  stream ??= open();
  return () => {
    listeners.delete(listener);
    closeUnheard();
  };
}

/** Hears how much of what I am told is unread, by the same connection. Gives the way to stop. */
export function onUnread(listener: (count: number) => void): () => void {
  unreadListeners.add(listener);
  stream ??= open();
  return () => {
    unreadListeners.delete(listener);
    closeUnheard();
  };
}

/** Begins anew: another person signed in, or another language is spoken. */
export function reopenMyEvents(): void {
  close();
  if (listeners.size + unreadListeners.size > 0) stream = open();
}

watch(i18n.global.locale, reopenMyEvents);
onReconnected(() => stream?.wake());

function open(): EventStream {
  return followEvents({
    open: streamAt('/api/v1/me/events'),
    language: currentLanguage,
    clock: browserClock,
    newAbort,
    listener: {
      onOpen(isOpen) {
        state.isConnected = isOpen;
        if (isOpen) for (const listener of [...listeners]) listener.opened?.();
      },
      onMessage(message) {
        const news = readNews(message);
        if (news === null) return;
        if (news.kind === 'unread') {
          for (const listener of [...unreadListeners]) listener(news.count);
          return;
        }
        for (const listener of [...listeners]) {
          if (news.kind === 'changed') listener.changed(news.video);
          else listener.deleted(news.id);
        }
      },
    },
  });
}

function closeUnheard(): void {
  if (listeners.size + unreadListeners.size === 0) close();
}

function close(): void {
  stream?.close();
  stream = null;
  state.isConnected = false;
}
