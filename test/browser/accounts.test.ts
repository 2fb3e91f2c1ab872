import { connect } from '@weireel/db';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, personPassword, register, signInAsAdmin, type Person } from '../api.ts';
import { codeNow } from '../authenticator.ts';
import { startBrowser } from '../browser.ts';
import { eventually } from '../eventually.ts';
import { startFakeOidc, type FakeOidc } from '../fake-oidc.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';
import { makeVideo } from '../search/searchable.ts';
import type { RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

/** Another site than the provider's, so that the browser keeps from each what it keeps from strangers. */
const site = 'http://weireel.localhost';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 800 } };

const undo = undoAfterAll();
const database = await testDatabase(undo);
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
let provider: FakeOidc;
let smtp: FakeSmtp;
let server: RunningServer;
let browser: Browser;
let admin: Person;

beforeAll(async () => {
  provider = await startFakeOidc(`${site}/api/v1/auth/oidc/callback`);
  undo(() => provider.close());
  smtp = await startFakeSmtp();
  undo(() => smtp.close());
  const { issuer, clientId, clientSecret } = provider;
  const env = {
    ...{ DATABASE_URL: database.url, WEIREEL_WORKERS: '1', WEIREEL_PUBLIC_URL: site },
    ...{
      WEIREEL_SMTP_HOST: '127.0.0.1',
      WEIREEL_SMTP_PORT: String(smtp.port),
      WEIREEL_SMTP_SECURITY: 'none',
    },
    ...{ WEIREEL_SMTP_USER: smtp.user, WEIREEL_SMTP_PASSWORD: smtp.password },
    WEIREEL_SMTP_FROM: 'video@example.org',
    ...{ WEIREEL_OIDC_ISSUER: issuer, WEIREEL_OIDC_CLIENT_ID: clientId },
    ...{ WEIREEL_OIDC_CLIENT_SECRET: clientSecret, WEIREEL_OIDC_LABEL: 'Campus' },
  };
  server = await testServer(undo, { env });
  admin = await signInAsAdmin(server.url);
  browser = await startBrowser([
    `--host-resolver-rules=MAP weireel.localhost:80 ${new URL(server.url).host}`,
  ]);
  undo(() => browser.close());
});

/** Opens a page as somebody; null: nobody is signed in. */
async function open(
  person: Person | null,
  path: string,
  look: BrowserContextOptions = desktop,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en', ...look });
  if (person !== null)
    await context.addCookies([{ name: 'weireel_session', value: person.token, url: site }]);
  const page = await context.newPage();
  await page.goto(site + path);
  return page;
}

const passwordField = (page: Page) => page.getByLabel('Password', { exact: true });

async function signIn(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel('Account').fill(account);
  await passwordField(page).fill(password);
  await page.keyboard.press('Enter');
}

test('somebody comes in by the identity provider, where they wanted to go, and is asked for a code besides', async () => {
  provider.welcome({ sub: 'wei', name: '韦伟' });
  const page = await open(null, '/favourites', phone);
  await page.getByRole('link', { name: 'Sign in with Campus' }).click();
  await page.getByRole('link', { name: 'Go on as 韦伟' }).click();
  await page.waitForURL(`${site}/favourites`);
  expect(await page.evaluate('document.cookie')).toBe('');

  await page.goto(`${site}/settings/sign-in`);
  await page.getByText(/^Linked since/).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Unlink it' }).click();
  await page.getByText('You have no other way to sign in').waitFor();
  // Without a password there is none to ask for.
  await page.getByRole('button', { name: 'Switch it on' }).click();
  const dialog = page.getByRole('dialog');
  const secret = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? '';
  const uri = `otpauth://totp/x?secret=${secret}&algorithm=SHA1&digits=6&period=30`;
  await dialog.getByLabel(/^Code/).fill(codeNow(uri));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();

  await page.context().clearCookies();
  await page.goto(`${site}/login?to=/history`);
  await page.getByRole('link', { name: 'Sign in with Campus' }).click();
  await page.getByRole('link', { name: 'Go on as 韦伟' }).click();
  await page.getByRole('heading', { name: 'Two-step verification' }).waitFor();
  await page.getByLabel(/^Code/).fill(codeNow(uri, 1));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site}/history`);
  await page.context().close();
});

test('an account is linked with the provider by its password, and unlinked; what fails there is said here', async () => {
  const person = await register(server.url, 'Li');
  provider.welcome({ sub: 'li', name: 'Li' });
  const page = await open(person, '/settings/sign-in');
  await page.getByRole('button', { name: 'Link it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link Campus' });
  await dialog.getByLabel('Present password').fill('not the password');
  await dialog.getByRole('button', { name: 'Link it' }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await dialog.getByLabel('Present password').fill(personPassword);
  await dialog.getByRole('button', { name: 'Link it' }).click();
  await page.getByRole('link', { name: 'Go on as Li' }).click();
  await page.waitForURL(`${site}/settings/sign-in`);
  await page.getByText(/^Linked since/).waitFor();

  await page.context().clearCookies();
  provider.spoilNext({ isForged: true });
  await page.goto(`${site}/login`);
  await page.getByRole('link', { name: 'Sign in with Campus' }).click();
  await page.getByRole('link', { name: 'Go on as Li' }).click();
  await page.getByRole('alert').getByText('Signing in failed').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Sign in with Campus' }).click();
  await page.getByRole('link', { name: 'Go on as Li' }).click();
  await page.waitForURL(`${site}/`);
  await page.goto(`${site}/settings/sign-in`);
  await page.getByRole('button', { name: 'Unlink it' }).click();
  await page.getByRole('button', { name: 'Link it' }).waitFor();
  await page.context().close();
});

test('who is blocked is gone from pages, and back once they are unblocked', async () => {
  const [author, visitor] = await Promise.all([register(server.url, 'Loud'), register(server.url, 'Quiet')]);
  await makeVideo({ db }, author, { title: 'A loud film' });
  const page = await open(visitor, `/people/${author.id}`);
  await page.getByRole('heading', { name: 'A loud film' }).waitFor();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByText('You have blocked Loud').waitFor();
  await expect.poll(() => page.getByRole('heading', { name: 'A loud film' }).count()).toBe(0);
  expect(await lookWithAxe(page)).toEqual([]);
  await page.goto(`${site}/search?q=loud`);
  await page.getByText('Nothing was found for “loud”').waitFor();

  await page.goto(`${site}/settings/avoided`);
  const row = page.getByRole('listitem').filter({ hasText: 'Loud' });
  await row.getByRole('button', { name: 'Unblock' }).click();
  await page.getByText('Nobody', { exact: true }).waitFor();
  await page.goto(`${site}/search?q=loud`);
  await page.locator('main h2').getByText('A loud film').waitFor();
  await page.context().close();
});

test('a report reaches those who decide, who look at what it is about and close it', async () => {
  const [author, visitor] = await Promise.all([register(server.url, 'Sold'), register(server.url, 'Fed up')]);
  const videoId = await makeVideo({ db }, author, { title: 'Buy two, get three' });
  const page = await open(visitor, `/people/${author.id}`, phone);
  await page.getByRole('button', { name: 'Report' }).click();
  const sheet = page.getByRole('dialog', { name: 'Report' });
  const send = sheet.getByRole('button', { name: 'Send report' });
  await sheet.getByText('Person Sold').waitFor();
  await sheet.getByRole('radio', { name: 'Something else' }).check();
  await expect.poll(() => send.isDisabled()).toBe(true);
  await sheet.getByRole('textbox', { name: 'Say why' }).fill('Sells things');
  await send.click();
  await page.getByText('Received; the editors will look at it').waitFor();
  const subject = { kind: 'video', id: videoId } as const;
  await visitor.api.call('createReport', { body: { subject, reason: 'spam' } });

  const desk = await open(admin, '/admin/reports');
  const reported = desk.getByRole('listitem').filter({ hasText: 'Sells things' });
  await reported.getByText('By Sold · reported by Fed up').waitFor();
  expect(await lookWithAxe(desk)).toEqual([]);
  const film = desk.getByRole('listitem').filter({ hasText: 'Buy two, get three' });
  await film.getByRole('link', { name: 'Look' }).click();
  await desk.waitForURL(`${site}/watch/${videoId}`);
  await desk.goBack();
  await reported.getByRole('button', { name: 'Dealt with' }).click();
  await reported.waitFor({ state: 'detached' });
  await film.waitFor();
  await desk.getByRole('button', { name: 'Decided' }).click();
  await reported.getByText(/^Dealt with by/).waitFor();
  await Promise.all([page.context().close(), desk.context().close()]);
});

test('who forgot their password comes back by a link of an administrator’s, which works once', async () => {
  const person = await register(server.url, 'Forgetful');
  const desk = await open(admin, '/admin/people');
  await desk.getByRole('searchbox').fill(person.account);
  const row = desk.getByRole('listitem').filter({ hasText: person.account });
  await row.getByRole('button', { name: 'Reset password' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Link for Forgetful' });
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  const link = (await dialog.locator('code').textContent()) ?? '';
  expect(link).toMatch(new RegExp(`^${site}/reset#[\\w-]{20,}$`));
  expect(await lookWithAxe(desk)).toEqual([]);

  const page = await open(null, link.slice(site.length), phone);
  await page.getByLabel('New password').fill('short');
  await page.keyboard.press('Enter');
  await page.getByText('at least 8 characters').waitFor();
  await page.getByLabel('New password').fill('a new horse 9');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site}/login`);
  await signIn(page, person.account, personPassword);
  await page.getByText('The account or the password is wrong').waitFor();
  await signIn(page, person.account, 'a new horse 9');
  await page.waitForURL(`${site}/`);
  await expect(person.api.call('me')).rejects.toMatchObject({ status: 401 });

  await page.goto(link);
  await page.getByLabel('New password').fill('another horse 10');
  await page.keyboard.press('Enter');
  await page.getByText('The link does not work').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await Promise.all([page.context().close(), desk.context().close()]);
});

/** Path of the link in the latest of so many mails. */
async function mailedPath(count: number): Promise<string> {
  await eventually(() => smtp.mails.length === count);
  const link = /^http\S+$/m.exec(smtp.mails.at(-1)?.text ?? '')?.[0] ?? '';
  expect(link.startsWith(site)).toBe(true);
  return link.slice(site.length);
}

test('who has confirmed an address comes back by a mailed link after a password was forgotten', async () => {
  const person = await register(server.url, 'Reachable');
  const page = await open(person, '/settings/sign-in', phone);
  await page.getByRole('button', { name: 'Add an address' }).click();
  const dialog = page.getByRole('dialog', { name: 'E-mail' });
  await dialog.getByLabel('Address').fill('reachable@example.org');
  await dialog.getByLabel('Present password').fill(personPassword);
  expect(await lookWithAxe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('A link has gone to reachable@example.org').waitFor();
  const confirmation = await mailedPath(1);

  // The mail is read where nobody is signed in: they sign in, and come back to it.
  await page.context().clearCookies();
  await page.goto(site + confirmation);
  await signIn(page, person.account, personPassword);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'The address is confirmed' }).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);

  await page.context().clearCookies();
  await page.goto(`${site}/login`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Account or e-mail').fill('Reachable@example.org');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.goto(site + (await mailedPath(2)));
  await page.getByLabel('New password').fill('a new horse 9');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site}/login`);
  await signIn(page, person.account, 'a new horse 9');
  await page.waitForURL(`${site}/`);
  await page.context().close();
});

test('who deletes their account proves that it is theirs, and is gone for everybody', async () => {
  const person = await register(server.url, 'Leaving');
  await makeVideo({ db }, person, { title: 'The last film' });
  const page = await open(person, '/settings/data', phone);
  const ask = async (password: string): Promise<void> => {
    await page.getByLabel('Enter the password to confirm').fill(password);
    await page.getByRole('button', { name: 'Delete the account' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  };
  await ask('not the password');
  await page.getByRole('alertdialog').getByRole('alert').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await ask(personPassword);
  await page.waitForURL(`${site}/`);
  await page.getByText('The account and its data are deleted').waitFor();
  await page.goto(`${site}/people/${person.id}`);
  await page.getByText('There is nobody here').waitFor();
  await page.goto(`${site}/login`);
  await signIn(page, person.account, personPassword);
  await page.getByText('The account or the password is wrong').waitFor();
  const { items } = await apiOf(server.url).call('feed', { query: {} });
  expect(items.map(({ title }) => title)).not.toContain('The last film');
  await page.context().close();
});
