import type { Command } from '../command.ts';
import { readOptions, refuseArguments } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** Makes again what search finds things by. */
export const adminReindex: Command = {
  name: 'admin reindex',
  usage: '',
  summary: {
    zh: '重建搜索索引；期间照常搜索',
    en: 'Make the search index again; searching goes on meanwhile',
  },
  options: [],
  async run(context, args) {
    const { say, print, tell } = context;
    refuseArguments(context, readOptions(context, args, {}).positionals);
    // A dictionary of 8 MB: no other command waits for it.
    const [{ jieba }, { rebuildSearch }] = await Promise.all([
      import('@weireel/search/jieba'),
      import('@weireel/upkeep/search'),
    ]);
    const { videos, users, collections } = await withInstallation(context, async ({ connection: { db } }) =>
      rebuildSearch({
        db,
        words: jieba,
        scope: 'everything',
        onProgress: (done) => tell(say(`已索引 ${done.videos} 个视频`, `${done.videos} videos indexed`)),
      }),
    );
    print(
      say(
        `已索引 ${videos} 个视频、${users} 位用户、${collections} 个合集`,
        `${videos} videos, ${users} people and ${collections} collections indexed`,
      ),
    );
    return 0;
  },
};
