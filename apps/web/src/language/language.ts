import { fillMessage } from '@weireel/client';
import type { Language } from '@weireel/contract';
import { pickLanguage } from '@weireel/contract/plain';
import { createI18n, type MessageContext } from 'vue-i18n';
import { onReconnected } from '../api/connection.ts';
import { lazily } from '../shell/load-code.ts';
import { rememberedText, rememberText } from '../memory.ts';
import { firstWords } from './zh-cn/first-words.ts';

const memoryKey = 'weireel.language';

/** Translates; messages of a language are loaded when it is chosen first. */
export const i18n = createI18n<[typeof firstWords], Language, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  // The translator's own compiler, as large as a page, stays out of the build (vite.config.ts): placeholders are all
  // that our messages, which are texts, need of its language.
  messageCompiler: (message) => (context: MessageContext) =>
    typeof message === 'string' ? fillMessage(message, context.values) : '',
  // Only Chinese travels with the first page, and of it what that page says; with-later-words.ts adds the rest.
  messages: { 'zh-CN': firstWords, en: firstWords },
});

/** The language in which the client speaks now. */
export function currentLanguage(): Language {
  return i18n.global.locale.value;
}

/**
 * Changes the language, and remembers it.
 *
 * @throws CodeMissingError when its messages cannot be loaded; the language stays
 */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  rememberText(memoryKey, language);
}

/** The remembered language, or the browser's; Chinese until the messages of that can be loaded. */
export async function restoreLanguage(): Promise<void> {
  const wanted = pickLanguage(rememberedText(memoryKey) ?? navigator.languages.join(','));
  try {
    await speak(wanted);
  } catch {
    await speak('zh-CN');
    const stop = onReconnected(() => {
      stop();
      void restoreLanguage();
    });
  }
}

/** Loads what is said in English, which does not come with the first bytes. */
export const loadEnglish = lazily(() => import('./en.ts'), false);

async function speak(language: Language): Promise<void> {
  if (language === 'en') i18n.global.setLocaleMessage('en', (await loadEnglish()).en);
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
}
