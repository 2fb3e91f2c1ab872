import {
  askWechat,
  busy,
  errcodeOf,
  textOf,
  type WechatAnswer,
  type WechatApp,
  type WechatQuestion,
} from './ask-wechat.ts';

/** The way to those calls of WeChat's server that want an access token. */
export interface WechatAccess {
  /** The mini program in whose name it asks. */
  appId: string;
  /**
   * Asks with the access token, and once more with a new one when WeChat says that it is over.
   *
   * @throws WeireelError `wechat_busy` when WeChat cannot be reached or gives no token
   */
  ask(question: WechatQuestion): Promise<WechatAnswer>;
  /**
   * Makes sure that there is a token.
   *
   * @throws WeireelError `wechat_busy`
   */
  ready(): Promise<void>;
}

/** WeChat gives a new token five minutes before the old one is over, and takes both meanwhile. */
const earlyMs = 5 * 60_000;
const name = 'stable_token';
/** 40001 replaced or not ours, 40014 not valid, 42001 over. */
const overErrcodes = new Set([40001, 40014, 42001]);

/**
 * Holds the access token of a mini program; calls that need one at the same time wait for the same.
 *
 * It is the stable one (getStableAccessToken): asking for it takes none away from other processes, or from other
 * programs of the operator.
 *
 * @param elapsedMs a clock that never jumps
 */
export function createWechatAccess(app: WechatApp, elapsedMs: () => number): WechatAccess {
  let held: { token: string; untilMs: number } | null = null;
  let fetching: Promise<string> | null = null;

  const ask = (isForced: boolean): Promise<WechatAnswer> =>
    askWechat(app, {
      name,
      path: '/cgi-bin/stable_token',
      body: {
        ...{ grant_type: 'client_credential', appid: app.appId, secret: app.secret },
        ...(isForced && { force_refresh: true }),
      },
    });

  async function fetchToken(refused: string | null): Promise<string> {
    let answer = await ask(false);
    // WeChat goes on giving a token that it no longer takes; making a new one it allows twenty times a day.
    if (refused !== null && textOf(answer, 'access_token') === refused) answer = await ask(true);
    const token = textOf(answer, 'access_token');
    if (token === null) throw busy(name, answer);
    held = { token, untilMs: elapsedMs() + secondsOf(answer) * 1000 - earlyMs };
    return token;
  }

  async function tokenBut(refused: string | null): Promise<string> {
    if (held !== null && held.token !== refused && elapsedMs() < held.untilMs) return held.token;
    fetching ??= fetchToken(refused).finally(() => (fetching = null));
    return fetching;
  }

  return {
    appId: app.appId,
    async ready() {
      await tokenBut(null);
    },
    async ask(question) {
      const askWith = (token: string) =>
        askWechat(app, { ...question, query: { ...question.query, access_token: token } });
      const token = await tokenBut(null);
      const answer = await askWith(token);
      return overErrcodes.has(errcodeOf(answer)) ? askWith(await tokenBut(token)) : answer;
    },
  };
}

function secondsOf({ json }: WechatAnswer): number {
  return json !== null && 'expires_in' in json && typeof json.expires_in === 'number' ? json.expires_in : 0;
}
