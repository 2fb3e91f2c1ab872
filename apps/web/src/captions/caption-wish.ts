import type { CaptionWish } from '@weireel/client';
import { reactive, readonly } from 'vue';
import { rememberedText, rememberText } from '../memory.ts';

const onKey = 'weireel.captions';
const languageKey = 'weireel.captions-language';

const isOn: Record<string, boolean> = { yes: true, no: false };

const state = reactive<CaptionWish>({
  isOn: isOn[rememberedText(onKey) ?? ''] ?? null,
  language: rememberedText(languageKey),
});

/** What this browser wishes of captions, remembered by it. */
export const captionWish = readonly(state);

/** Wishes for captions in a language; null: for none. */
export function wishForCaptions(language: string | null): void {
  state.isOn = language !== null;
  rememberText(onKey, state.isOn ? 'yes' : 'no');
  if (language === null) return;
  state.language = language;
  rememberText(languageKey, language);
}
