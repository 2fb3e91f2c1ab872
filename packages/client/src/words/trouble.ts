import type { Language } from '@weireel/contract';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';

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
  const code = error instanceof TransportError ? 'network' : 'unexpected';
  return { code, title: null, detail: null };
}

/** A short sentence for an error, for notices. `words` are said for what never reached the server. */
export function troubleText(
  { code, title, detail }: Trouble,
  words: { network: string; unexpected: string },
  language: Language,
): string {
  const what = title ?? (code === 'network' ? words.network : words.unexpected);
  if (detail === null || detail === what) return what;
  return `${what}${language === 'en' ? ': ' : '：'}${detail}`;
}
