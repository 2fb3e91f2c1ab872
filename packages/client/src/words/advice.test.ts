import { errorCatalogue } from '@weireel/contract/plain';
import { expect, test } from 'vitest';
import { adviceFor } from './advice.ts';

test('a damaged file is not worth a retry', () => {
  expect(adviceFor('media_damaged')).toEqual({ key: 'advice.reexport', isRetryable: false });
});

test('a failure of the server is worth a retry', () => {
  expect(adviceFor('processing_failed').isRetryable).toBe(true);
});

test('a code that is not known here still gets advice', () => {
  expect(adviceFor('code_of_next_year')).toEqual({ key: 'advice.retry', isRetryable: true });
});

test.each(Object.entries(errorCatalogue))(
  'advice about %s offers another try unless its fault is the source’s',
  (code, { fault }) => {
    expect(adviceFor(code).isRetryable).toBe(fault !== 'source');
  },
);
