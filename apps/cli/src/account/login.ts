import { challengeOf, type Api } from '@weireel/client';
import type { Session } from '@weireel/contract';
import { UsageError, type Command, type CommandContext } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { createAsker, type Asker } from './ask-unseen.ts';
import { readCredentials, writeCredentials } from './credentials.ts';
import { chooseServer, serverOption } from './server-url.ts';
import { openApi } from './session.ts';

/** Signs in and keeps the token. */
export const login: Command = {
  name: 'login',
  usage: '[--server URL] --account NAME',
  summary: { zh: '登录一个服务器', en: 'Sign in to a server' },
  options: [
    serverOption,
    {
      zh: '--account NAME   账号；密码会另行询问，开启两步验证的还会询问验证码',
      en: '--account NAME   the account; the password is asked for, and a code where the account needs one',
    },
  ],
  async run(context, args) {
    const { say } = context;
    const { values, positionals } = readOptions(context, args, {
      server: { type: 'string' },
      account: { type: 'string' },
    });
    refuseArguments(context, positionals);
    const { account } = values;
    if (account === undefined) throw new UsageError(say('缺少 --account', 'The option --account is missing'));
    const serverUrl = await chooseServer(context, values.server);
    const asker = createAsker(context);
    const session = await signIn(context, { api: openApi(context, serverUrl, null), account, asker }).finally(
      () => asker.close(),
    );

    const { credentialsPath } = context.config;
    const { servers } = await readCredentials(credentialsPath);
    await writeCredentials(credentialsPath, {
      current: serverUrl,
      servers: { ...servers, [serverUrl]: { account, token: session.token } },
    });
    const { nickname } = session.user;
    context.tell(say(`已登录 ${serverUrl}（${nickname}）`, `Signed in to ${serverUrl} as ${nickname}`));
    return 0;
  },
};

const passwordWords = {
  prompt: { zh: '密码', en: 'Password' },
  missing: { zh: '没有输入密码', en: 'No password was given' },
};
const codeWords = {
  prompt: { zh: '验证码或恢复码', en: 'Code of your authenticator, or a recovery code' },
  missing: { zh: '没有输入验证码', en: 'No code was given' },
};

async function signIn(
  { config, interrupted: signal }: CommandContext,
  { api, account, asker }: { api: Api; account: string; asker: Asker },
): Promise<Session> {
  const password = config.password ?? (await asker.ask(passwordWords));
  try {
    return await api.call('login', { body: { account, password }, signal });
  } catch (error) {
    const challenge = challengeOf(error);
    if (challenge === null) throw error;
    const code = await asker.ask(codeWords);
    return api.call('answerChallenge', { body: { challenge, code }, signal });
  }
}
