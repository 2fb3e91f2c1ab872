import type { ApiError } from '@weireel/client';
import type { Language } from '@weireel/contract';

/** More are not read. */
const most = 3;

/** What the server says is wrong with a document, each once, in a language; the answer may be a proxy’s. */
export function problemTexts({ extra }: ApiError, language: Language): string[] {
  const problems = extra['problems'];
  if (!Array.isArray(problems)) return [];
  const texts = problems.flatMap((problem: unknown) => textOf(problem, language === 'en' ? 'en' : 'zh'));
  return [...new Set(texts)].slice(0, most);
}

function textOf(problem: unknown, name: 'zh' | 'en'): string[] {
  if (typeof problem !== 'object' || problem === null) return [];
  const text: unknown = Object.entries(problem).find(([field]) => field === name)?.[1];
  return typeof text === 'string' ? [text] : [];
}
