import type { ApiError } from '@weireel/client';
import type { Language } from '@weireel/contract';

/** More are not read. */
const most = 5;

/** Says a sentence of the templates. */
type Say = (
  key: 'templates.rowWrong' | 'templates.slotWrong',
  named: Record<string, string | number>,
) => string;

/**
 * What the server says is wrong with what a template was filled with, each with its row and its slot; the answer may be
 * a proxy’s.
 */
export function templateProblems(
  { extra }: ApiError,
  nameOf: (slot: string) => string,
  language: Language,
  say: Say,
): string[] {
  const problems = extra['problems'];
  if (!Array.isArray(problems)) return [];
  const texts = problems.flatMap((problem: unknown) => {
    if (typeof problem !== 'object' || problem === null) return [];
    const fields = new Map<string, unknown>(Object.entries(problem));
    const [path, text] = [fields.get('path'), fields.get(language === 'en' ? 'en' : 'zh')];
    if (typeof path !== 'string' || typeof text !== 'string') return [];
    const [, row, place = ''] = /^(?:rows\.(\d+)\.?)?(.*)$/s.exec(path) ?? [];
    const slot = nameOf(place.replace(/^(?:slots|columns)\./, ''));
    return [
      row === undefined
        ? say('templates.slotWrong', { slot, text })
        : say('templates.rowWrong', { row: Number(row) + 1, slot, text }),
    ];
  });
  return [...new Set(texts)].slice(0, most);
}
