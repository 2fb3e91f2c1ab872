import { ApiError } from '../api-error.ts';

/** What a sign-in is gone on with that needs a code besides (`answerChallenge`); null: it failed for another reason. */
export function challengeOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== 'second_factor_needed') return null;
  const { challenge } = error.extra;
  return typeof challenge === 'string' ? challenge : null;
}
