import { troubleOf, troubleText } from '@weireel/client';
import { currentLanguage, words } from '../language/language.ts';

/** An error in one sentence. */
export function sentenceOf(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble.code === 'unexpected') console.error(error);
  return troubleText(trouble, words().trouble, currentLanguage());
}

/** Says an error over the page for a moment. */
export function tellTrouble(error: unknown): void {
  void wx.showToast({ title: sentenceOf(error), icon: 'none', duration: 3000 });
}
