import { createDanmakuPlacing, danmakuHex, type DanmakuDensity, type DanmakuLine } from '@weireel/client';

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
  clear(density: DanmakuDensity): void;
}

/** More than this beside the picture is seen. */
const driftMs = 250;
/**
 * A stage in an element that lies over the picture. Each of them is one animation of the compositor, on the time of the
 * video: nothing is reckoned while it moves.
 *
 * @param isCalm whether nothing may move: what would cross the picture stands at its top
 */
export function createDanmakuStage(layer: HTMLElement, isCalm: boolean): DanmakuStage {
  const actors = new Map<string, Actor>();
  let [isPlaying, rate] = [false, 1];
  let roomPx = 0;
  const placing = createDanmakuPlacing(isCalm);

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
    const place = placing.place(line, at);
    if (place === null) {
      element.remove();
      return;
    }
    const { mode, startMs, durationMs } = place;
    element.style.top = `${place.topPx}px`;
    const isCrossing = mode === 'scroll';
    if (!isCrossing) element.style.left = `${place.leftPx}px`;
    const frames = isCrossing
      ? [roomPx, -at.widthPx].map((px) => ({ transform: `translate3d(${px}px, 0, 0)`, opacity: 1 }))
      : [{ opacity: 1 }, { opacity: 1 }];
    const animation = element.animate(frames, { duration: durationMs, fill: isCrossing ? 'both' : 'none' });
    animation.currentTime = at.positionMs - startMs;
    animation.playbackRate = rate;
    if (!isPlaying) animation.pause();
    animation.onfinish = () => remove(line.id);
    actors.set(line.id, { element, animation, startMs });
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
      roomPx = clientWidth;
      const fontPx = placing.measure({ widthPx: clientWidth, heightPx: clientHeight }, density);
      layer.style.fontSize = `${fontPx}px`;
    },
  };
}
