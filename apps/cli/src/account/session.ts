import { createApi, newIdempotencyKey, type Api } from '@weireel/client';
import { CommandError, type CommandContext } from '../command.ts';
import { createHttpTransport } from '../http-transport.ts';
import { readCredentials } from './credentials.ts';

/** The API of a server with a token; null: without one. */
export function openApi(context: CommandContext, serverUrl: string, token: string | null): Api {
  return createApi({
    baseUrl: `${serverUrl}/api/v1`,
    transport: createHttpTransport(),
    token: () => token,
    language: () => context.config.language,
    newIdempotencyKey: () => newIdempotencyKey(Math.random),
  });
}

/** The token for a server: the environment's, or the one of the last sign-in there; null: none. */
export async function findToken({ config }: CommandContext, serverUrl: string): Promise<string | null> {
  if (config.token !== null) return config.token;
  return (await readCredentials(config.credentialsPath)).servers[serverUrl]?.token ?? null;
}

/** The API of a server for a person who must have signed in. */
export async function openSession(context: CommandContext, serverUrl: string): Promise<Api> {
  const token = await findToken(context, serverUrl);
  if (token === null) {
    throw new CommandError(
      context.say(
        `尚未登录 ${serverUrl}。请先运行：login --server ${serverUrl} --account 账号`,
        `You are not signed in to ${serverUrl}. Run first: login --server ${serverUrl} --account NAME`,
      ),
    );
  }
  return openApi(context, serverUrl, token);
}
