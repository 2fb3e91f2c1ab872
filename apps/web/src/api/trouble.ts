import { ApiError, TransportError } from '@weireel/client';
import type { Language } from '@weireel/contract';

/** An error as people are told about it. */
export interface Trouble {
  /** A code of the catalogue, or `network` and `unexpected` for what never reached the server. */
  code: string;
  /** What happened; null: say it by the code. */
  title: string | null;
  /** One sentence about this very case; null: the title says it all. */
  detail: string | null;
}

/** Puts an error into words; the server has already chosen the reader's language for its own. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ApiError) {
    const field = error.errors[0]?.message ?? null;
    return { code: error.code, title: error.title, detail: error.detail ?? field };
  }
  if (error instanceof TransportError) return { code: 'network', title: null, detail: null };
  console.error(error);
  return { code: 'unexpected', title: null, detail: null };
}

/** A short sentence for an error, for notices. */
export function troubleText(trouble: Trouble, t: (key: string) => string, language: Language): string {
  const title = trouble.title ?? t(trouble.code === 'network' ? 'trouble.network' : 'trouble.unexpected');
  if (trouble.detail === null || trouble.detail === title) return title;
  return `${title}${language === 'en' ? ': ' : '：'}${trouble.detail}`;
}
