import type { Api } from '@weireel/client';
import { UsageError, type CommandContext } from '../command.ts';

/** The id of the category that somebody names, in either language or by its id. Throws `UsageError`. */
export async function findCategory(
  { say }: Pick<CommandContext, 'say'>,
  api: Api,
  name: string,
): Promise<string> {
  const items = (await api.call('categories')).items.filter(({ isRetired }) => !isRetired);
  const wanted = name.toLowerCase();
  const found = items.find(
    ({ id, names }) => id === name || [names.zh, names.en].some((each) => each.toLowerCase() === wanted),
  );
  if (found) return found.id;
  const choice = items.map(({ names }) => say(names.zh, names.en)).join(', ');
  throw new UsageError(
    items.length === 0
      ? say('这个服务器没有分类', 'This server has no categories')
      : say(
          `没有分类「${name}」，可选：${choice}`,
          `There is no category “${name}”; choose one of ${choice}`,
        ),
  );
}
