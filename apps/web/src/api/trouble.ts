import * as client from '@weireel/client';
import type { Trouble } from '@weireel/client';
import type { Language } from '@weireel/contract';

export type { Trouble } from '@weireel/client';

/** Puts an error into words; one that is our own fault is also said where developers look. */
export function troubleOf(error: unknown): Trouble {
  const trouble = client.troubleOf(error);
  if (trouble.code === 'unexpected') console.error(error);
  return trouble;
}

/** A short sentence for an error, for notices. */
export function troubleText(trouble: Trouble, t: (key: string) => string, language: Language): string {
  const words = { network: t('trouble.network'), unexpected: t('trouble.unexpected') };
  return client.troubleText(trouble, words, language);
}
