import { ApiError } from '@weireel/client';
import type { Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { readCredentials, writeCredentials } from './credentials.ts';
import { chooseServer, serverOption } from './server-url.ts';
import { openApi } from './session.ts';

/** Ends a sign-in, on the server and here. */
export const logout: Command = {
  name: 'logout',
  usage: '[--server URL]',
  summary: { zh: '退出登录', en: 'Sign out' },
  options: [serverOption],
  async run(context, args) {
    const { say } = context;
    const { values, positionals } = readOptions(context, args, { server: { type: 'string' } });
    refuseArguments(context, positionals);
    const serverUrl = await chooseServer(context, values.server);
    const { credentialsPath } = context.config;
    const { current, servers } = await readCredentials(credentialsPath);
    const { [serverUrl]: credential, ...others } = servers;
    if (credential === undefined) {
      context.tell(say(`本来就没有登录 ${serverUrl}`, `You were not signed in to ${serverUrl}`));
      return 0;
    }
    try {
      await openApi(context, serverUrl, credential.token).call('logout', { signal: context.interrupted });
    } catch (error) {
      // A token that is dead already is what was wanted.
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    }
    await writeCredentials(credentialsPath, {
      current: current === serverUrl ? null : current,
      servers: others,
    });
    context.tell(say(`已退出 ${serverUrl}`, `Signed out of ${serverUrl}`));
    return 0;
  },
};
