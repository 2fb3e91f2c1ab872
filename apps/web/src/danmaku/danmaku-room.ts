import { createDanmakuTrack, isHeardLive, type DanmakuLine } from '@weireel/client';
import type { CreateDanmakuBody, Danmaku, Video } from '@weireel/contract';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { api } from '../api/api.ts';

/** What a drawing of danmaku hears. */
export interface DanmakuListener {
  /** One was said just now; whether by me. */
  arrived(line: DanmakuLine, isOwn: boolean): void;
  /** One was taken away. */
  gone(id: string): void;
  /** A window came. */
  read(): void;
}

/** What is said at the moments of one video, for its player and its list. */
export interface DanmakuRoom {
  /** All that were read, in the order of their moments. */
  lines: Readonly<ShallowRef<readonly DanmakuLine[]>>;
  /** How many there are. */
  count: Readonly<Ref<number>>;
  /** Reads what a moment needs. */
  prepare(positionMs: number): void;
  /** Those that appear from a moment on and before another one. */
  between(fromMs: number, toMs: number): DanmakuLine[];
  /** Hears what changes; returns the way to stop. */
  listen(listener: DanmakuListener): () => void;
  /** Whether what others say now is heard. */
  follow(isFollowing: boolean): void;
  /** Says something. */
  say(body: CreateDanmakuBody): Promise<Danmaku>;
  /** Takes one away for everybody. */
  remove(id: string): Promise<void>;
  /** Lets one appear that waited. */
  approve(id: string): Promise<void>;
  /** Hears nothing any more. */
  close(): void;
}

/**
 * Opens what is said at the moments of a video. Others' words are heard where all may see the video.
 *
 * @param viewerId who looks now; null: nobody signed in
 */
export function openDanmakuRoom(video: Video, viewerId: () => string | null): DanmakuRoom {
  const { id: videoId, counts } = video;
  const lines = shallowRef<readonly DanmakuLine[]>([]);
  const count = ref(counts.danmaku);
  const listeners = new Set<DanmakuListener>();
  let stream: EventSource | null = null;
  const params = { id: videoId };

  const track = createDanmakuTrack({
    load: async (window) => (await api.call('danmaku', { params, query: { window } })).items,
    onRead() {
      lines.value = [...track.all()];
      for (const { read } of listeners) read();
    },
    // The picture goes on without them, and they are asked for again.
    onFailed: () => {},
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });

  function take(line: DanmakuLine, isOwn: boolean): void {
    if (lines.value.some(({ id }) => id === line.id)) return;
    track.add(line);
    lines.value = [...track.all()];
    count.value += 1;
    for (const { arrived } of listeners) arrived(line, isOwn);
  }

  function drop(id: string): void {
    const wasKnown = lines.value.some((line) => line.id === id);
    track.remove(id);
    if (!wasKnown) return;
    lines.value = [...track.all()];
    count.value = Math.max(0, count.value - 1);
    for (const { gone } of listeners) gone(id);
  }

  function open(): EventSource {
    const source = new EventSource(`/api/v1/videos/${videoId}/danmaku/live`);
    // Also whenever the browser has come back by itself.
    source.addEventListener('open', () => track.heard());
    source.addEventListener('danmaku', (event: MessageEvent<string>) => {
      const line = JSON.parse(event.data) as DanmakuLine; // the server's own message
      // My own may come this way sooner than as the answer.
      take(line, line.authorId === viewerId());
    });
    source.addEventListener('danmaku-deleted', (event: MessageEvent<string>) => {
      drop((JSON.parse(event.data) as { id: string }).id); // as above
    });
    return source;
  }

  function stop(): void {
    stream?.close();
    stream = null;
    track.close();
  }

  return {
    lines,
    count,
    prepare: track.prepare,
    between: track.between,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    follow(isFollowing) {
      if (isFollowing && isHeardLive(video)) stream ??= open();
      else stop();
    },
    async say(body) {
      const said = await api.call('createDanmaku', { params, body });
      if (said.state === 'shown') take(said, true);
      return said;
    },
    async remove(id) {
      await api.call('deleteDanmaku', { params: { id } });
      drop(id);
    },
    async approve(id) {
      take(await api.call('approveDanmaku', { params: { id } }), false);
    },
    close() {
      stop();
      listeners.clear();
    },
  };
}
