import { followEvents, type DanmakuLine } from '@weireel/client';
import { onReconnected } from '../api/connection.ts';
import { streamAt } from '../api/open-stream.ts';
import { currentLanguage } from '../language/language.ts';
import { newAbort } from '../publish/abort.ts';
import { phoneClock as clock } from '../publish/phone-clock.ts';

/** Who hears what is said over a video. */
interface Hearer {
  /** Is heard from now on, for the first time or after a break. */
  begun(): void;
  /** Somebody says something. */
  said(line: DanmakuLine): void;
  /** One was taken away. */
  gone(id: string): void;
}

/** Hears what is said over a video while it is said; gives the way to stop. */
export function hearDanmaku(videoId: string, hearer: Hearer): () => void {
  const stream = followEvents({
    ...{ open: streamAt(`/videos/${videoId}/danmaku/live`), language: currentLanguage, clock, newAbort },
    listener: {
      onMessage({ name, data }) {
        // As: the server's own messages.
        if (name === 'danmaku') hearer.said(JSON.parse(data) as DanmakuLine);
        if (name === 'danmaku-deleted') hearer.gone((JSON.parse(data) as { id: string }).id);
      },
      onOpen(isOpen) {
        if (isOpen) hearer.begun();
      },
    },
  });
  const stop = onReconnected(() => stream.wake());
  return () => {
    stop();
    stream.close();
  };
}
