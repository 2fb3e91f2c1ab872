import { currentLanguage } from '../language/language.ts';
import { studioEn } from './words-en.ts';
import { studioZhCn, type StudioWords } from './words-zh-cn.ts';

/** What the studio says, in the reader's language. */
export function studioWords(): StudioWords {
  return currentLanguage() === 'en' ? studioEn : studioZhCn;
}
