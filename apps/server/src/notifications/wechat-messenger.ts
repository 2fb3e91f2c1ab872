import { inTransaction } from '@weireel/db';
import { claimMessage, clearConsents, giveConsentBack, type WechatMessage } from '@weireel/db/notifications';
import { sendSubscribeMessage, type WechatAccess } from '@weireel/wechat';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { composeMessage } from './compose-message.ts';
import type { WechatTemplate } from './wechat-templates.ts';

/** Whoever has the page open reads it by themselves meanwhile. */
const patienceMs = 60_000;
/** What happened so long ago is no news. */
const newsMs = 24 * 3_600_000;
const pollMs = 1000;
/** After WeChat takes no more: it counts by the day, but not by ours. */
const longestRestMs = 10 * 60_000;
/** After the first failure, and twice as long after each further one: each may cost somebody a consent. */
const firstRestMs = 5000;

/**
 * Has WeChat tell people who agreed to it of what they have not read. Several servers may do so at once. A consent is
 * spent before the message goes out, so that none buys two, whatever breaks off.
 */
export function sendWechatMessages(
  app: FastifyInstance,
  { db, config, elapsedMs, now }: Pick<ServerContext, 'db' | 'config' | 'elapsedMs' | 'now'>,
  access: WechatAccess,
): void {
  const { wechatTemplates: templates } = config;
  const { version } = config.wechatSharing;
  let isStopped = false;
  let restUntilMs = 0;
  let failures = 0;
  let running = Promise.resolve();

  const sendNext = async (): Promise<boolean> => {
    const nowMs = now();
    const when = { before: new Date(nowMs - patienceMs), after: new Date(nowMs - newsMs) };
    const message = await inTransaction(db, (trx) => claimMessage(trx, templates, when));
    if (message === null) return false;
    const template = templates.find(({ templateId }) => templateId === message.templateId);
    if (template !== undefined) await send(message, template);
    return true;
  };

  const send = async (message: WechatMessage, template: WechatTemplate): Promise<void> => {
    const { openid, templateId, userId, noticeId } = message;
    const sending = { openid, templateId, ...composeMessage(message, template), version };
    const ended = await sendSubscribeMessage(access, sending);
    failures = 0;
    if (ended.end === 'sent') return;
    if (ended.end === 'refused') return inTransaction(db, (trx) => clearConsents(trx, message));
    const isTriedAgain = ended.end === 'later';
    await inTransaction(db, (trx) => giveConsentBack(trx, message, { isTriedAgain }));
    if (isTriedAgain) restUntilMs = elapsedMs() + longestRestMs;
    app.log.warn({ err: ended.cause, userId, noticeId, templateId }, 'WeChat did not take a message');
  };

  const sendAll = async (): Promise<void> => {
    const mayGoOn = (): boolean => !isStopped && elapsedMs() >= restUntilMs;
    try {
      // Without a token no consent is spent.
      if (mayGoOn()) await access.ready();
      while (mayGoOn()) if (!(await sendNext())) return;
    } catch (error) {
      restUntilMs = elapsedMs() + Math.min(longestRestMs, firstRestMs * 2 ** failures);
      failures += 1;
      app.log.warn({ err: error }, 'messages by WeChat');
    }
  };

  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(() => {
      running = sendAll().finally(() => !isStopped && wait());
    }, pollMs);
  };
  app.addHook('onReady', (done) => {
    wait();
    done();
  });
  app.addHook('onClose', async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  });
}
