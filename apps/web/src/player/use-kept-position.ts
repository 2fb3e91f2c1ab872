import type { PlaybackState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { onBeforeUnmount, ref, watch } from 'vue';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';

/** Each is a write on the server. */
const everyMs = 15_000;
/** So near to its beginning or end nobody wants to go on. */
const edgeMs = 5000;
/** How long going on is offered once there is a picture: on a slow line nobody has seen the offer before. */
const offerMs = 10_000;

/**
 * Keeps how far the signed-in are in a video, and offers to go on where they were, on whatever device. Positions are
 * told every quarter of a minute of watching, and when they stop or leave.
 */
export function useKeptPosition(video: () => Video, state: PlaybackState) {
  const session = useSession();
  const offeredMs = ref<number | null>(null);
  let toldMs: number | null = null;
  let isOff = false;

  const kept = video().mine?.positionMs ?? 0;
  if (kept > edgeMs && kept < (video().durationMs ?? 0) - edgeMs) {
    offeredMs.value = kept;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopWaiting = watch(
    () => state.hasPicture,
    (hasPicture) => {
      if (!hasPicture) return;
      stopWaiting();
      timer = setTimeout(() => (offeredMs.value = null), offerMs);
    },
  );

  function tell(): void {
    if (session.me === null || isOff || !state.hasPicture) return;
    // Whoever has seen it to its end begins anew the next time.
    const positionMs = state.hasEnded ? 0 : Math.round(state.positionMs);
    // Who only looks in keeps their place.
    if (positionMs === toldMs || (!state.hasEnded && positionMs < edgeMs)) return;
    toldMs = positionMs;
    api.call('putPosition', { params: { id: video().id }, body: { positionMs } }).then(
      ({ isKept }) => (isOff = !isKept),
      () => {
        // The next one says more.
      },
    );
  }

  watch(
    () => state.positionMs,
    (positionMs) => {
      if (!state.paused && Math.abs(positionMs - (toldMs ?? 0)) >= everyMs) tell();
    },
  );
  watch(
    () => state.paused,
    (isPaused) => isPaused && tell(),
  );
  const onHidden = (): void => {
    if (document.hidden) tell();
  };
  document.addEventListener('visibilitychange', onHidden);
  onBeforeUnmount(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onHidden);
    tell();
  });

  return { offeredMs };
}
