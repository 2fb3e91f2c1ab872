import { chooseCaptions } from '@weireel/client';
import type { CaptionCue, Playback } from '@weireel/contract';
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { captionWish, wishForCaptions } from './caption-wish.ts';

/** The captions of a video in the language that is wished for. */
export function useCaptions(video: () => { id: string; playback: Playback }) {
  const { locale } = useI18n();
  const cues = shallowRef<readonly CaptionCue[]>([]);
  const tracks = computed(() => video().playback.captions);
  const chosen = computed(() => chooseCaptions(tracks.value, captionWish, locale.value));

  // A playback is made anew with each answer; what is shown changes only with these.
  const wanted = computed(
    () => chosen.value && `${video().id} ${chosen.value.language} ${chosen.value.revision}`,
  );

  async function load(): Promise<void> {
    const asked = wanted.value;
    cues.value = [];
    if (chosen.value === null) return;
    try {
      const params = { id: video().id, language: chosen.value.language };
      const found = await api.call('captions', { params });
      if (wanted.value === asked) cues.value = found.cues;
    } catch {
      // The video plays on without; they are asked for again when the server is back, or another language is chosen.
    }
  }

  watch(wanted, load, { immediate: true });
  const stopListening = onReconnected(() => {
    if (cues.value.length === 0) void load();
  });

  onBeforeUnmount(stopListening);

  return {
    ...{ tracks, chosen, cues },
    /** Shows those in a language; null: none. */
    choose: wishForCaptions,
    /** Hides them, or shows some. */
    toggle(): void {
      const some = chooseCaptions(tracks.value, { ...captionWish, isOn: true }, locale.value);
      wishForCaptions(chosen.value === null ? (some?.language ?? null) : null);
    },
  };
}
