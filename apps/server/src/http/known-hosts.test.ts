import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerProblems } from './problem.ts';
import { hostName, namesOfMachine, refuseUnknownHosts } from './known-hosts.ts';

/** Status of an answer to a request for a host. */
async function ask(
  host: string,
  options: { hosts?: string[]; path?: string; headers?: Record<string, string>; trustProxy?: string } = {},
): Promise<{ status: number; code: unknown; title: unknown }> {
  const app = fastify({ trustProxy: options.trustProxy ?? false });
  answerProblems(app);
  refuseUnknownHosts(app, options.hosts ?? []);
  app.get('/', () => ({}));
  app.get('/healthz', { config: { answersAnyHost: true } }, () => ({}));
  const headers = { host, 'accept-language': 'en', ...options.headers };
  const answer = await app.inject({ path: options.path ?? '/', headers });
  await app.close();
  const { code, title } = answer.json<{ code?: string; title?: string }>();
  return { status: answer.statusCode, code, title };
}

test.each([
  ...['localhost', 'LOCALHOST:8080', 'app.localhost', 'localhost.', '127.0.0.1:8080', '[::1]:8080', '[::1]'],
  ...['192.168.1.7', '10.0.0.1:80', 'mybox:8080', 'MyBox.Local', 'video.example', 'video.example.:443'],
])('answers requests for %s', async (host) => {
  const hosts = [...namesOfMachine('mybox'), 'video.example'];
  expect((await ask(host, { hosts })).status).toBe(200);
});

test.each([
  ...[
    'evil.example',
    'localhost.evil.example',
    'mybox.evil.example',
    '127.0.0.1.evil.example',
    'a.video.example',
  ],
  ...['localhost@evil.example', 'evil.example#localhost', 'localhost evil', '[::1', 'x'.repeat(5000)],
])('refuses requests for %s', async (host) => {
  const hosts = [...namesOfMachine('mybox'), 'video.example'];
  expect(await ask(host, { hosts })).toMatchObject({ status: 421, code: 'misdirected_request' });
  expect((await ask(host, { hosts, path: '/nowhere' })).status).toBe(421);
});

test('says which setting makes a name known', async () => {
  expect((await ask('evil.example')).title).toContain('WEIREEL_HOSTS');
  const inChinese = await ask('evil.example', { headers: { 'accept-language': 'zh-CN' } });
  expect(inChinese.title).toContain('WEIREEL_HOSTS');
});

test('tells monitors whether it lives, whatever they call it', async () => {
  expect((await ask('evil.example', { path: '/healthz' })).status).toBe(200);
});

test('believes a forwarded name of a trusted proxy only', async () => {
  const headers = { 'x-forwarded-host': 'video.example' };
  const hosts = ['video.example'];
  expect((await ask('backend', { hosts, headers })).status).toBe(421);
  expect((await ask('backend', { hosts, headers, trustProxy: 'loopback' })).status).toBe(200);
  const foreign = { 'x-forwarded-host': 'evil.example' };
  expect((await ask('video.example', { hosts, headers: foreign })).status).toBe(200);
  expect((await ask('video.example', { hosts, headers: foreign, trustProxy: 'loopback' })).status).toBe(421);
});

test('names of a machine are its own, the short one and that of the local network', () => {
  expect(namesOfMachine('MyBox.lan')).toEqual(['mybox.lan', 'mybox', 'mybox.local']);
  expect(namesOfMachine('mybox.local')).toEqual(['mybox.local', 'mybox']);
  expect(hostName('[FE80::1]:80')).toBe('[fe80::1]');
  expect(hostName('')).toBeNull();
});
