import type { ErrorCode } from '@weireel/contract';
import { errorCatalogue, isRetryable } from '@weireel/contract/plain';
import { describe, expect, it } from 'vitest';
import { isFinal } from './failure.ts';

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

it('lets a code be tried again that this version does not know', () => {
  expect(isRetryable('code_of_next_year')).toBe(true);
});

describe.each(Object.entries(errorCatalogue))('%s', (name, { fault }) => {
  const code = name as ErrorCode; // as: keys of the catalogue are its codes

  it('is tried again by people and by the worker as its fault in the catalogue says', () => {
    expect({ byPeople: isRetryable(code), byWorker: !isFinal(code) }).toEqual(
      {
        source: { byPeople: false, byWorker: false },
        either: { byPeople: true, byWorker: false },
        circumstances: { byPeople: true, byWorker: true },
        // Nothing that an asset fails with; who meets it knows nothing against the file.
        none: { byPeople: true, byWorker: true },
      }[fault ?? 'none'],
    );
  });

  it('has a fault when it is about a file', () => {
    if (/^(media|processing|source_missing)/.test(code)) expect(fault).toBeDefined();
  });
});
