import { readServerUrl } from '../account/server-url.ts';
import { UsageError, type CommandContext } from '../command.ts';

/** Reads a video's id, or the address at which it is watched, which also names the server. Throws `UsageError`. */
export function readVideoName(context: CommandContext, named: string): { id: string; server: string | null } {
  if (/^[0-9A-Za-z]{16}$/.test(named)) return { id: named, server: null };
  const [, server, id] = /^(https?:\/\/.+)\/watch\/([0-9A-Za-z]{16})\/?(?:[?#].*)?$/.exec(named) ?? [];
  if (server === undefined || id === undefined) {
    const { say } = context;
    throw new UsageError(
      say(`“${named}” 不是视频编号或链接`, `“${named}” is neither a video id nor a watch URL`),
    );
  }
  return { id, server: readServerUrl(context, server) };
}
