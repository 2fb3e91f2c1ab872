import { errorTitle, isErrorCode, isRetryable, type Failure, type Language } from '@weireel/contract';
import type { AssetFacts } from '@weireel/db/videos';

/** Why an asset failed, and which of its takes is at fault where it was to be joined of some. */
export function presentFailure(
  { failure_code: code, failed_take: take }: Pick<AssetFacts, 'failure_code' | 'failed_take'>,
  language: Language,
): Failure {
  const known = code !== null && isErrorCode(code) ? code : 'processing_failed';
  const title = errorTitle(known, language);
  return {
    code: known,
    message: take === null ? title : withTake(title, take, language),
    retryable: isRetryable(known),
  };
}

function withTake(title: string, take: number, language: Language): string {
  return language === 'en' ? `${title} (number ${take})` : `${title}（第 ${take} 段）`;
}
