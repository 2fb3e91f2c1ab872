import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { smtpCertificate } from '../../../test/fake-smtp-certificate.ts';
import { startFakeSmtp, type FakeSmtp } from '../../../test/fake-smtp.ts';
import type { MailServer } from './mail-server.ts';
import { MailError, sendMail } from './send-mail.ts';

let fake: FakeSmtp;
const usual = getCACertificates('default');
afterEach(async () => {
  setDefaultCACertificates(usual);
  await fake.close();
});

const serverOf = (security: MailServer['security'] = 'none'): MailServer => ({
  ...{ host: '127.0.0.1', port: fake.port, security, from: 'video@example.org' },
  login: { user: fake.user, password: fake.password },
});
const mail = {
  ...{ to: 'somebody@example.org', fromName: '微影', subject: '重设密码' },
  ...{ text: 'one\n\n.\n..two\nhttps://video.example/reset#code', language: 'zh-CN' },
};
const { signal } = new AbortController();
const failureOf = (server: MailServer, more: Partial<typeof mail> = {}): Promise<unknown> =>
  sendMail(server, { ...mail, ...more }, signal).catch((error: unknown) => error);

test.each(['tls', 'starttls'] as const)('a mail goes out by %s, whole', async (security) => {
  fake = await startFakeSmtp(security);
  setDefaultCACertificates([...usual, smtpCertificate]);
  await sendMail(serverOf(security), mail, signal);
  const [taken] = fake.mails;
  expect(taken).toMatchObject({
    ...{ from: 'video@example.org', to: ['somebody@example.org'], text: mail.text, isEncrypted: true },
  });
  expect(taken?.headers.get('subject')).toBe(mail.subject);
  expect(taken?.headers.get('from')).toBe('微影 <video@example.org>');
  expect(taken?.headers.get('auto-submitted')).toBe('auto-generated');
});

test.each([
  ['offers no encryption', 'plain'],
  ['shows a certificate that nobody vouches for', 'starttls'],
] as const)('a server that %s is told nothing', async (_what, offer) => {
  fake = await startFakeSmtp(offer);
  expect(await failureOf(serverOf('starttls'))).toMatchObject({ name: 'MailError', isFinal: false });
  expect(fake.commands.join('\n')).not.toMatch(/AUTH|MAIL|somebody/);
});

test.each([
  ['RCPT', '550 5.1.1 <somebody@example.org>: nobody here', true],
  ['RCPT', '450 4.2.1 later', false],
  ['BODY', '554 5.7.1 no', true],
  ['BODY', '451 4.3.0 later', false],
  ['AUTH', '535 5.7.8 no', false],
  ['MAIL', '553 5.7.1 not you', false],
  ['DATA', '421 4.3.2 going down', false],
] as const)('what is answered to %s with «%s» is final: %s', async (step, answer, isFinal) => {
  fake = await startFakeSmtp();
  fake.refuseNext(step, answer);
  const error = await failureOf(serverOf());
  expect(error).toBeInstanceOf(MailError);
  expect(error).toMatchObject({ isFinal });
  expect(String(error)).toContain(answer.slice(0, 3));
  expect(String(error)).not.toMatch(/somebody|pass of/);
  expect(fake.mails).toEqual([]);
});

test('a server that is away is no end, and who breaks it off waits for nothing', async () => {
  fake = await startFakeSmtp();
  const server = serverOf();
  await fake.close();
  expect(await failureOf(server)).toMatchObject({ name: 'MailError', isFinal: false });
  fake = await startFakeSmtp();
  const reason = new Error('stopping');
  await expect(sendMail(serverOf(), mail, AbortSignal.abort(reason))).rejects.toBe(reason);
});
