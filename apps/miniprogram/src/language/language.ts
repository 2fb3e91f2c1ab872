import type { Language } from '@weireel/contract';
import { en } from './en.ts';
import { zhCn, type Words } from './zh-cn.ts';

let language: Language | null = null;

/** The reader's language: WeChat's own, which does not change while the mini program runs. */
export function currentLanguage(): Language {
  language ??= wx.getAppBaseInfo().language.startsWith('zh') ? 'zh-CN' : 'en';
  return language;
}

/** What is said, in that language. */
export function words(): Words {
  return currentLanguage() === 'en' ? en : zhCn;
}
