import { UsageError, type Bilingual, type CommandContext } from '../command.ts';
import { readCredentials } from './credentials.ts';

const usualServer = 'http://127.0.0.1:8080';

/** The line of help for `--server`. */
export const serverOption: Bilingual = {
  zh: '--server URL     服务器地址',
  en: '--server URL     address of the server',
};

/** The server to talk to: the option, the environment, the last sign-in, this machine. No slash at the end. */
export async function chooseServer(context: CommandContext, option: string | undefined): Promise<string> {
  const { config } = context;
  const named = option ?? config.serverUrl;
  if (named !== null) return readServerUrl(context, named);
  return (await readCredentials(config.credentialsPath)).current ?? usualServer;
}

/** Checks the URL of a server. */
export function readServerUrl({ say }: CommandContext, text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(
      say(
        `“${text}” 不是服务器地址，应类似 https://video.example.org`,
        `“${text}” is not the address of a server, such as https://video.example.org`,
      ),
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
