import type { Chapter } from '@weireel/contract';

/** Whoever asks for the chapter before within so long of a beginning means the one before this one. */
const sameBeginningMs = 3000;

/** The chapter that a position lies in; null: it lies before the first. */
export function chapterAt<C extends Pick<Chapter, 'startMs'>>(
  chapters: readonly C[],
  positionMs: number,
): C | null {
  return chapters.findLast(({ startMs }) => startMs <= positionMs) ?? null;
}

/**
 * Where the next chapter begins, or the one before: the present one, unless that has only just begun.
 *
 * @returns null: there is none on that side
 */
export function chapterBeside(
  chapters: readonly Pick<Chapter, 'startMs'>[],
  positionMs: number,
  by: 1 | -1,
): number | null {
  const found =
    by === 1
      ? chapters.find(({ startMs }) => startMs > positionMs)
      : chapterAt(chapters, positionMs - sameBeginningMs);
  // Before the first one there is the beginning.
  return found?.startMs ?? (by === -1 && chapters.length > 0 ? 0 : null);
}
