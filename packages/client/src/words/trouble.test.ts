import { expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import { troubleOf, troubleText } from './trouble.ts';

const words = { network: '没有网络', unexpected: '出错了' };

test('what never reached the server is said in words of the client', () => {
  expect(troubleText(troubleOf(new TransportError('gone')), words, 'zh-CN')).toBe('没有网络');
  expect(troubleText(troubleOf(new TypeError('bug')), words, 'zh-CN')).toBe('出错了');
});

test.each([
  ['en', 'It is too long: Ten at most'],
  ['zh-CN', 'It is too long：Ten at most'],
] as const)('a refusal is said with its detail, as one writes in %s', (language, text) => {
  const error = new ApiError({
    ...{
      code: 'invalid_request',
      status: 400,
      title: 'It is too long',
      detail: null,
      retryAfterMs: null,
      extra: {},
    },
    errors: [{ path: '/body', code: 'too_long', message: 'Ten at most' }],
  });
  expect(troubleText(troubleOf(error), words, language)).toBe(text);
});
