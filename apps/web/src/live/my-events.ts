import type { StreamMessageName, Video } from '@weireel/contract';
import { reactive, readonly, watch } from 'vue';
import { onReconnected } from '../api/connection.ts';
import { currentLanguage, i18n } from '../language/language.ts';
import { openEventStream, type EventStream } from './event-stream.ts';

/** What a listener hears about the signed-in person's videos. */
export interface MyVideoListener {
  /** A video is as given now. */
  changed(video: Video): void;
  /** A video is gone. */
  deleted(id: string): void;
  /** Something may have been missed: the stream began (again). Absent: it need not know. */
  opened?(): void;
}

const state = reactive({ isLive: false });
const listeners = new Set<MyVideoListener>();
let stream: EventStream | null = null;

/** Whether news arrive by themselves at the moment. */
export const live = readonly(state);

/** Hears about my videos; one connection serves all listeners and ends with the last. Gives the way to stop. */
export function onMyVideo(listener: MyVideoListener): () => void {
  listeners.add(listener);
  stream ??= open();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) close();
  };
}

/** Begins anew: another person signed in, or another language is spoken. */
export function reopenMyEvents(): void {
  close();
  if (listeners.size > 0) stream = open();
}

watch(i18n.global.locale, reopenMyEvents);
onReconnected(() => stream?.wake());

function open(): EventStream {
  return openEventStream('/api/v1/me/events', currentLanguage, {
    onOpen(isOpen) {
      state.isLive = isOpen;
      if (isOpen) for (const listener of [...listeners]) listener.opened?.();
    },
    onMessage({ name, data }) {
      // The server's own names; those of tomorrow are passed over.
      tell(name as StreamMessageName, data);
    },
  });
}

function close(): void {
  stream?.close();
  stream = null;
  state.isLive = false;
}

function tell(name: StreamMessageName, data: string): void {
  switch (name) {
    case 'video': {
      // The contract says what each message holds.
      const video = JSON.parse(data) as Video;
      for (const listener of [...listeners]) listener.changed(video);
      return;
    }
    case 'video-deleted': {
      // As above.
      const { id } = JSON.parse(data) as { id: string };
      for (const listener of [...listeners]) listener.deleted(id);
      return;
    }
    case 'upload':
      // Every upload here belongs to a video, whose own messages say as much.
      return;
  }
}
