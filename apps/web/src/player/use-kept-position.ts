import { createKeptPosition, offeredPosition, type PlaybackState } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { onBeforeUnmount, ref, watch } from 'vue';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';

/** How long going on is offered once there is a picture: on a slow line nobody has seen the offer before. */
const offerMs = 10_000;

/**
 * Keeps how far the signed-in are in a video, and offers to go on where they were, on whatever device. Positions are
 * told every quarter of a minute of watching, and when they stop or leave.
 */
export function useKeptPosition(video: () => Video, state: PlaybackState) {
  const session = useSession();
  const offeredMs = ref<number | null>(null);
  const kept = createKeptPosition((body) =>
    session.me === null ? null : api.call('putPosition', { params: { id: video().id }, body }),
  );

  offeredMs.value = offeredPosition(video().mine?.positionMs ?? 0, video().durationMs ?? 0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopWaiting = watch(
    () => state.hasPicture,
    (hasPicture) => {
      if (!hasPicture) return;
      stopWaiting();
      timer = setTimeout(() => (offeredMs.value = null), offerMs);
    },
  );

  watch(
    () => [state.positionMs, state.paused, state.hasPicture, state.hasEnded],
    () => kept.see({ ...state }),
  );
  const tellNow = (): void => {
    // Where it is this moment: the last change may not have been seen yet.
    kept.see({ ...state });
    kept.tell();
  };
  const onHidden = (): void => {
    if (document.hidden) tellNow();
  };
  document.addEventListener('visibilitychange', onHidden);
  onBeforeUnmount(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onHidden);
    tellNow();
  });

  return { offeredMs };
}
