import { fillMessage } from '@weireel/client';
import type { Language } from '@weireel/contract';
import { memory } from '../memory.ts';
import { en } from './en.ts';
import { zhCn, type Words } from './zh-cn.ts';

const key = 'weireel.language';
let language: Language | null = null;

/** The reader's language: the one that they chose, else WeChat's. It does not change while the mini program runs. */
export function currentLanguage(): Language {
  language ??= chosenLanguage() ?? (wx.getAppBaseInfo().language.startsWith('zh') ? 'zh-CN' : 'en');
  return language;
}

/** The language that was chosen here; null: WeChat's is meant. */
export function chosenLanguage(): Language | null {
  const text = memory.read(key);
  return text === 'zh-CN' || text === 'en' ? text : null;
}

/** Chooses a language; null: WeChat's. Every page has its words already, so the mini program begins anew. */
export function chooseLanguage(wanted: Language | null): void {
  memory.write(key, wanted);
  void wx.restartMiniProgram({ path: '/pages/feed/feed' });
}

/** What is said, in that language. */
export function words(): Words {
  return currentLanguage() === 'en' ? en : zhCn;
}

/** What is said under a key such as `advice.retry`, with its gaps filled. A key that is not known is said itself. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  let found: unknown = words();
  for (const name of key.split('.')) {
    // As: whatever is found of a group of words.
    found =
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  }
  return typeof found === 'string' ? fillMessage(found, values) : key;
}
