import type { FactKind } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { computed, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useSession } from '../session/session.ts';
import { facts, stateOf } from './facts.ts';

/** Something that one press says of a video or its author, for whoever looks at it. */
export function useFact(kind: FactKind, video: () => Video) {
  const session = useSession();
  const router = useRouter();
  const state = computed(() => stateOf(kind, video()));

  watch(
    [video, () => session.me?.id],
    ([shown, viewerId]) => {
      if (viewerId !== undefined) void facts.askMine(shown);
    },
    { immediate: true },
  );

  /** Says it, or takes it back when not told which; signed-out people sign in first, and come back. */
  function press(isOn = !state.value.isOn): void {
    if (session.me === null) {
      void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } });
      return;
    }
    if (isOn !== state.value.isOn) facts.set(kind, video(), isOn);
  }

  return { state, press };
}

/** Lets what was pressed be forgotten when somebody else looks. */
export function followViewer(): void {
  const session = useSession();
  watch(() => session.me?.id, facts.forget);
}
