import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { signInAsAdmin, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { buildProgram, openPhone, type PhoneOptions, type Program } from './open-phone.ts';

/** Everything that a phone with the mini program needs around it. */
export interface PhoneWorld {
  /** The real server, which knows the stand-in for WeChat's. */
  server: RunningServer;
  /** That stand-in. */
  wechat: FakeWechat;
  /** The browser in which phones run. */
  browser: Browser;
  /** The mini program, built for that server. */
  program: Program;
  /** Whoever administrates the server. */
  admin: Person;
  /** A folder for the test's files. */
  folder: string;
  /** Opens a phone of somebody whom the server does not know yet, unless the options say who they are. */
  open(options?: PhoneOptions): ReturnType<typeof openPhone>;
}

/**
 * Starts it all; `undo` is told how to end it.
 *
 * @param browserFlags see `startBrowser`
 */
export async function startPhoneWorld(
  undo: (act: () => Promise<unknown>) => void,
  browserFlags: readonly string[] = [],
): Promise<PhoneWorld> {
  const wechat = await startFakeWechat();
  undo(() => wechat.close());
  const env = {
    WEIREEL_WECHAT_APPID: wechat.appId,
    WEIREEL_WECHAT_SECRET: wechat.secret,
    WEIREEL_WECHAT_API: wechat.url,
    WEIREEL_WECHAT_SHARING: 'codes',
    WEIREEL_WECHAT_TEMPLATES:
      'comment,reply=Template-of-comments(thing2:said);follow=Template-of-followers(thing1:person)',
  };
  const folder = await testFolder(undo);
  const [server, browser] = await Promise.all([testServer(undo, { env }), startBrowser(browserFlags)]);
  undo(() => browser.close());
  const program = await buildProgram(join(folder, 'program'), server.url);
  const admin = await signInAsAdmin(server.url);
  return {
    ...{ server, wechat, browser, program, admin, folder },
    open(options = {}) {
      const person = { openid: `o${Math.random()}` };
      return openPhone(browser, program, { loginCode: () => wechat.issue(person), ...options });
    },
  };
}
