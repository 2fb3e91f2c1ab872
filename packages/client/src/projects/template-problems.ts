import type { Language } from '@weireel/contract';
import type { ApiError } from '../api-error.ts';

/** More are not read. */
const most = 5;

/** What is wrong with what a slot was filled with. */
export interface SlotProblem {
  /** Which film of many, from 1; null: there is one. */
  row: number | null;
  /** Id of the slot. */
  slot: string;
  /** What the server says, in the reader’s language. */
  text: string;
}

/**
 * What the server says is wrong with what a template was filled with, each with its row and its slot; the answer may be
 * a proxy’s.
 */
export function templateProblems(
  { extra }: ApiError,
  language: Language,
  say: (problem: SlotProblem) => string,
): string[] {
  const problems = extra['problems'];
  if (!Array.isArray(problems)) return [];
  const texts = problems.flatMap((problem: unknown) => {
    if (typeof problem !== 'object' || problem === null) return [];
    const fields = new Map<string, unknown>(Object.entries(problem));
    const [path, text] = [fields.get('path'), fields.get(language === 'en' ? 'en' : 'zh')];
    if (typeof path !== 'string' || typeof text !== 'string') return [];
    const [, row, place = ''] = /^(?:rows\.(\d+)\.?)?(.*)$/s.exec(path) ?? [];
    const slot = place.replace(/^(?:slots|columns)\./, '');
    return [say({ row: row === undefined ? null : Number(row) + 1, slot, text })];
  });
  return [...new Set(texts)].slice(0, most);
}
