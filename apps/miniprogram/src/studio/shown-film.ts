import { formatPercent, formatWhen } from '@weireel/client';
import type { Language, Render } from '@weireel/contract';
import { errorTitle, isErrorCode } from '@weireel/contract/plain';
import type { StudioWords } from './words-zh-cn.ts';

/** A film as a row shows it. */
export type ShownFilm = ReturnType<typeof shownFilm>;

/** Puts a film into what a row shows. */
export function shownFilm(
  film: Render,
  {
    words,
    language,
    revision,
    nowMs,
  }: { words: StudioWords; language: Language; revision: number; nowMs: number },
) {
  const { assetId, state, progress, failureCode, createdAt, videoId } = film;
  const code = failureCode ?? '';
  const isMoving = state === 'rendering' || state === 'processing';
  const when = formatWhen(createdAt, nowMs, language);
  return {
    ...{ id: assetId, isMoving, isBad: state === 'failed', isReady: state === 'ready' },
    sentence: [
      words.films.state[state],
      ...(state === 'rendering' ? [formatPercent(progress)] : []),
      ...[when, ...(film.revision === revision ? [] : [words.films.older])],
    ].join(' · '),
    // No finer than the bar is drawn; -1: there is none.
    percent: state === 'rendering' ? Math.round(progress * 100) : -1,
    reason: state === 'failed' && isErrorCode(code) ? errorTitle(code, language) : '',
    video: videoId ?? '',
    mayPublish: videoId === null && state !== 'failed',
  };
}
