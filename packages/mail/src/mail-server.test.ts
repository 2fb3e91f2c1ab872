import { expect, test } from 'vitest';
import { readMailServer } from './mail-server.ts';

const least = { WEIREEL_SMTP_HOST: 'smtp.example.org', WEIREEL_SMTP_FROM: 'video@example.org' };

test('without a host there is no mail, and with one it is encrypted at its usual port', () => {
  expect(readMailServer({})).toBeNull();
  expect(readMailServer({ ...least, WEIREEL_SMTP_HOST: ' ' })).toBeNull();
  const server = { host: 'smtp.example.org', from: 'video@example.org', login: null };
  expect(readMailServer(least)).toEqual({ ...server, port: 587, security: 'starttls' });
  const login = { WEIREEL_SMTP_USER: 'me', WEIREEL_SMTP_PASSWORD: ' a b ' };
  expect(readMailServer({ ...least, ...login, WEIREEL_SMTP_SECURITY: 'tls' })).toEqual({
    ...{ ...server, port: 465, security: 'tls' },
    login: { user: 'me', password: ' a b ' },
  });
});

test.each([
  ['a port', { WEIREEL_SMTP_PORT: '70000' }, /WEIREEL_SMTP_PORT/],
  ['half a login', { WEIREEL_SMTP_USER: 'me' }, /set together/],
  ['no sender', { WEIREEL_SMTP_FROM: '' }, /WEIREEL_SMTP_FROM/],
  ['a sender with more', { WEIREEL_SMTP_FROM: 'a <b@c.de>' }, /WEIREEL_SMTP_FROM/],
  ['another security', { WEIREEL_SMTP_SECURITY: 'ssl' }, /starttls, tls or none/],
  ['a foreign server in clear', { WEIREEL_SMTP_SECURITY: 'none' }, /on this machine/],
])('%s that cannot be is refused', (_what, env, message) => {
  expect(() => readMailServer({ ...least, ...env })).toThrow(message);
});

test('in clear is for this machine', () => {
  const env = { ...least, WEIREEL_SMTP_HOST: '127.0.0.1', WEIREEL_SMTP_SECURITY: 'none' };
  expect(readMailServer(env)).toMatchObject({ port: 25, security: 'none' });
});
