import { createLanes, danmakuHex, type DanmakuLine } from '@weireel/client';
import type { Density } from './danmaku-settings.ts';

/** One on the picture. */
interface Actor {
  element: HTMLElement;
  animation: Animation;
  /** When it appeared, in milliseconds of the video. */
  startMs: number;
}

/** Draws danmaku over a picture. */
export interface DanmakuStage {
  /** Shows those that are not shown yet. */
  show(lines: readonly DanmakuLine[], positionMs: number, isOwn?: boolean): void;
  /** Takes one away. */
  remove(id: string): void;
  /** Moves with the picture, or stands with it. */
  play(isPlaying: boolean, rate: number): void;
  /** Keeps step with the picture, which may have waited for bytes. */
  keepStep(positionMs: number): void;
  /** Takes all away, and measures the room anew. */
  clear(density: Density): void;
}

const shareOf: Record<Density, number> = { few: 0.25, half: 0.5, full: 1 };
const gapPx = 24;
/** More than this beside the picture is seen. */
const driftMs = 250;
/** Where one's own begins, so that it is seen though the picture stands. */
const ownAheadMs = 1200;

/**
 * A stage in an element that lies over the picture. Each of them is one animation of the compositor, on the time of the
 * video: nothing is reckoned while it moves.
 *
 * @param isCalm whether nothing may move: what would cross the picture stands at its top
 */
export function createDanmakuStage(layer: HTMLElement, isCalm: boolean): DanmakuStage {
  const actors = new Map<string, Actor>();
  let [isPlaying, rate] = [false, 1];
  let room = { widthPx: 0, heightPx: 0, lanePx: 1, laneCount: 0 };
  let lanes = createLanes({ ...room, gapPx });

  function dress({ id, body, colour }: DanmakuLine, isOwn: boolean): HTMLElement {
    const element = document.createElement('span');
    element.className = isOwn ? 'danmaku own' : 'danmaku';
    element.dataset['id'] = id;
    // Text, whatever it looks like.
    element.textContent = body;
    element.style.color = danmakuHex[colour];
    return element;
  }

  function act(
    line: DanmakuLine,
    element: HTMLElement,
    at: { widthPx: number; positionMs: number; isOwn: boolean },
  ) {
    const mode = isCalm && line.mode === 'scroll' ? 'top' : line.mode;
    const lateMs = at.positionMs - line.atMs;
    // What comes late from others begins at the edge, and is not thrown into the picture.
    const startMs = at.isOwn ? at.positionMs - (mode === 'scroll' ? ownAheadMs : 0) : line.atMs;
    const berth = lanes.place({ startMs, widthPx: at.widthPx, mode }) ?? (at.isOwn ? ownBerth(mode) : null);
    if (berth === null || lateMs >= berth.durationMs) {
      element.remove();
      return;
    }
    // Lanes of the bottom lie there, however few are used.
    const firstPx = mode === 'bottom' ? room.heightPx - room.laneCount * room.lanePx : 0;
    element.style.top = `${firstPx + berth.lane * room.lanePx}px`;
    const isCrossing = mode === 'scroll';
    if (!isCrossing) element.style.left = `${Math.max(0, (room.widthPx - at.widthPx) / 2)}px`;
    const frames = isCrossing
      ? [`translate3d(${room.widthPx}px, 0, 0)`, `translate3d(${-at.widthPx}px, 0, 0)`].map((transform) => ({
          transform,
          opacity: 1,
        }))
      : [{ opacity: 1 }, { opacity: 1 }];
    const animation = element.animate(frames, {
      duration: berth.durationMs,
      fill: isCrossing ? 'both' : 'none',
    });
    animation.currentTime = at.positionMs - startMs;
    animation.playbackRate = rate;
    if (!isPlaying) animation.pause();
    animation.onfinish = () => remove(line.id);
    actors.set(line.id, { element, animation, startMs });
  }

  function ownBerth(mode: DanmakuLine['mode']) {
    return {
      lane: mode === 'bottom' ? Math.max(0, room.laneCount - 1) : 0,
      durationMs: mode === 'scroll' ? 8000 : 4000,
    };
  }

  function remove(id: string): void {
    const actor = actors.get(id);
    if (actor === undefined) return;
    actors.delete(id);
    actor.animation.onfinish = null;
    actor.animation.cancel();
    actor.element.remove();
  }

  return {
    show(lines, positionMs, isOwn = false) {
      const fresh = lines
        .filter(({ id }) => !actors.has(id))
        .map((line) => [line, dress(line, isOwn)] as const);
      if (fresh.length === 0) return;
      layer.append(...fresh.map(([, element]) => element));
      // All are measured before any is moved: one layout, however many come.
      const widths = fresh.map(([, element]) => element.offsetWidth);
      fresh.forEach(([line, element], n) =>
        act(line, element, { widthPx: widths[n] ?? 0, positionMs, isOwn }),
      );
    },
    remove,
    play(isPlayingNow, rateNow) {
      [isPlaying, rate] = [isPlayingNow, rateNow];
      for (const { animation } of actors.values()) {
        animation.playbackRate = rate;
        if (isPlaying) animation.play();
        else animation.pause();
      }
    },
    keepStep(positionMs) {
      for (const { animation, startMs } of actors.values()) {
        const isMs = Number(animation.currentTime ?? 0);
        if (Math.abs(isMs - (positionMs - startMs)) > driftMs) animation.currentTime = positionMs - startMs;
      }
    },
    clear(density) {
      for (const id of [...actors.keys()]) remove(id);
      const { clientWidth, clientHeight } = layer;
      const fontPx = Math.round(Math.min(24, Math.max(15, clientHeight / 26)));
      layer.style.fontSize = `${fontPx}px`;
      const lanePx = Math.round(fontPx * 1.5);
      const laneCount = Math.max(
        clientHeight >= lanePx ? 1 : 0,
        Math.floor((clientHeight / lanePx) * shareOf[density]),
      );
      room = { widthPx: clientWidth, heightPx: clientHeight, lanePx, laneCount };
      lanes = createLanes({ ...room, gapPx });
    },
  };
}
