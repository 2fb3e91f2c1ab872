import { expect, test } from 'vitest';
import { readServerConfig } from './config.ts';

test.each([
  ['', false],
  ['false', false],
  ['true', true],
  ['1', 1],
  ['127.0.0.1', '127.0.0.1'],
  ['10.0.0.0/8, fd00::/8,loopback', '10.0.0.0/8,fd00::/8,loopback'],
])('WEIREEL_TRUST_PROXY=%s is understood', (value, trustProxy) => {
  expect(readServerConfig({ WEIREEL_TRUST_PROXY: value })).toMatchObject({ trustProxy });
});

test.each(['yes', '0', '11', '10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.1,', '::1/129', '::1/64/1'])(
  'WEIREEL_TRUST_PROXY=%s stops the start',
  (value) => {
    expect(() => readServerConfig({ WEIREEL_TRUST_PROXY: value })).toThrow(/^WEIREEL_TRUST_PROXY must be/);
  },
);

test('the administrator’s password keeps the rule of everybody’s', () => {
  const read = (password: string) => readServerConfig({ WEIREEL_ADMIN_PASSWORD: password }).adminPassword;
  expect(read('')).toBeNull();
  expect(read('8 chars!')).toBe('8 chars!');
  for (const password of ['x', '1234567', '密码密码密码密', 'y'.repeat(201)]) {
    expect(() => read(password)).toThrow(/^WEIREEL_ADMIN_PASSWORD must have 8 to 200 characters, not \d+$/);
  }
});
