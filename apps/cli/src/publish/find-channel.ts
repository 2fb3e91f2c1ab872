import type { Api } from '@weireel/client';
import { UsageError, type CommandContext } from '../command.ts';

/** The id of the channel that somebody names, of those that they belong to: by its handle or its id. Throws `UsageError`. */
export async function findChannel(
  { say }: Pick<CommandContext, 'say'>,
  api: Api,
  name: string,
): Promise<string> {
  const handles: string[] = [];
  const wanted = name.replace(/^@/, '').toLowerCase();
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = cursor === undefined ? { limit: 100 } : { limit: 100, cursor };
    const page = await api.call('myChannels', { query });
    const found = page.items.find(({ id, handle }) => id === name || handle === wanted);
    if (found) return found.id;
    handles.push(...page.items.map(({ handle }) => handle));
    cursor = page.nextCursor;
  }
  const choice = handles.join(', ');
  throw new UsageError(
    handles.length === 0
      ? say('你不在任何频道里', 'You belong to no channel')
      : say(
          `你不在频道「${name}」里，可选：${choice}`,
          `You do not belong to a channel “${name}”; choose one of ${choice}`,
        ),
  );
}
