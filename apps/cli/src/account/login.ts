import { UsageError, type Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { readCredentials, writeCredentials } from './credentials.ts';
import { readPassword } from './read-password.ts';
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
      zh: '--account NAME   账号；密码会另行询问',
      en: '--account NAME   the account; the password is asked for',
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
    const password = await readPassword(context);
    const session = await openApi(context, serverUrl, null).call('login', {
      body: { account, password },
      signal: context.interrupted,
    });

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
