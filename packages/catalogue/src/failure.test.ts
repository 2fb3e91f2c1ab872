import { errorCatalogue } from '@weireel/contract/plain';
import { expect, it } from 'vitest';
import { isRetryable } from './failure.ts';

it.each(['processing_failed', 'processing_cancelled', 'media_timeout', 'storage_full'])(
  'lets %s be tried again',
  (code) => expect(isRetryable(code)).toBe(true),
);

it('asks for another file when the file is at fault or gone', () => {
  const ofTheFile = Object.keys(errorCatalogue).filter(
    (code) => code.startsWith('media_') && code !== 'media_timeout',
  );
  expect(ofTheFile.length).toBeGreaterThan(5);
  for (const code of [...ofTheFile, 'source_missing', 'upload_expired'])
    expect(isRetryable(code)).toBe(false);
});
