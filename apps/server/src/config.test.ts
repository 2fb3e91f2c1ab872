import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { readServerConfig } from './config.ts';
import { namesOfMachine } from './http/known-hosts.ts';

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

test('a second factor is asked of staff where it is required', () => {
  expect(readServerConfig({})).toMatchObject({ staffSecondFactor: 'advised' });
  const setting = { WEIREEL_STAFF_SECOND_FACTOR: 'required' };
  expect(readServerConfig(setting)).toMatchObject({ staffSecondFactor: 'required' });
  const slip = { WEIREEL_STAFF_SECOND_FACTOR: 'yes' };
  expect(() => readServerConfig(slip)).toThrow(/^WEIREEL_STAFF_SECOND_FACTOR must be/);
});

test('an identity provider is named as a whole, and asked over TLS', () => {
  const whole = {
    ...{ WEIREEL_OIDC_ISSUER: 'https://id.example/realm', WEIREEL_OIDC_CLIENT_ID: 'us' },
    WEIREEL_OIDC_CLIENT_SECRET: 'secret',
  };
  expect(readServerConfig({})).toMatchObject({ oidc: null });
  expect(readServerConfig(whole).oidc).toEqual({
    ...{ issuer: 'https://id.example/realm', clientId: 'us', clientSecret: 'secret', label: 'id.example' },
  });
  expect(readServerConfig({ ...whole, WEIREEL_OIDC_LABEL: '校园账号' }).oidc?.label).toBe('校园账号');
  for (const name of Object.keys(whole)) {
    expect(() => readServerConfig({ ...whole, [name]: '' }), name).toThrow(/must be set together$/);
  }
  for (const issuer of ['http://id.example', 'id.example', 'ftp://127.0.0.1']) {
    expect(() => readServerConfig({ ...whole, WEIREEL_OIDC_ISSUER: issuer })).toThrow(/^WEIREEL_OIDC_ISSUER/);
  }
});

test('mail goes out where links in it can begin with the public address', () => {
  const mail = { WEIREEL_SMTP_HOST: 'smtp.example.org', WEIREEL_SMTP_FROM: 'video@example.org' };
  const whole = { ...mail, WEIREEL_PUBLIC_URL: 'https://video.example' };
  expect(readServerConfig({})).toMatchObject({ hasMail: false });
  expect(readServerConfig(whole)).toMatchObject({ hasMail: true });
  expect(() => readServerConfig(mail)).toThrow(/^WEIREEL_SMTP_HOST needs WEIREEL_PUBLIC_URL/);
  expect(() => readServerConfig({ ...whole, WEIREEL_SMTP_PORT: 'x' })).toThrow(/^WEIREEL_SMTP_PORT/);
});

test('requests may be for the names of the public address, of the machine, and those that are set', () => {
  const { hosts } = readServerConfig({
    WEIREEL_PUBLIC_URL: 'https://Video.Example:8443/',
    WEIREEL_HOSTS: 'MyBox.lan, proxy:8080 ,微影.example',
    WEIREEL_HOST: 'Inner',
  });
  expect(hosts).toEqual(
    expect.arrayContaining(['mybox.lan', 'proxy', 'xn--p3t3e.example', 'video.example', 'inner']),
  );
  expect(hosts).toEqual(expect.arrayContaining(namesOfMachine(hostname())));
});

test.each(['*.example', 'a b', 'http://x', 'x/y', 'a,,b', 'user@x'])(
  'WEIREEL_HOSTS=%s stops the start',
  (value) => {
    expect(() => readServerConfig({ WEIREEL_HOSTS: value })).toThrow(/^WEIREEL_HOSTS must be/);
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

test('ways into the mini program are off, and want a mini program', () => {
  const app = { WEIREEL_WECHAT_APPID: 'wx0', WEIREEL_WECHAT_SECRET: 'secret' };
  expect(readServerConfig(app).wechatSharing).toEqual({ ways: 'off', version: 'release' });
  const trial = { ...app, WEIREEL_WECHAT_SHARING: 'links', WEIREEL_WECHAT_VERSION: 'trial' };
  expect(readServerConfig(trial).wechatSharing).toEqual({ ways: 'links', version: 'trial' });
  expect(() => readServerConfig({ WEIREEL_WECHAT_SHARING: 'codes' })).toThrow(/needs WEIREEL_WECHAT_APPID/);
  expect(() => readServerConfig({ ...app, WEIREEL_WECHAT_SHARING: 'all' })).toThrow(/must be one of/);
});
