import { errorTitle, WeireelError } from '@weireel/contract/plain';
import { inTransaction, type Database } from '@weireel/db';
import { listProcessedAssets } from '@weireel/db/admin';
import { findVideo, hasVideo } from '@weireel/db/videos';
import { randomText } from '@weireel/installation';
import { reprocessAsset } from '@weireel/processing';
import { UsageError, type Command, type CommandContext } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

const pageSize = 200;

/** Has videos processed again from their stored files. */
export const adminReprocess: Command = {
  name: 'admin reprocess',
  usage: '<video>… | --all',
  summary: {
    zh: '按现在的规则重新处理视频；处理期间照常播放',
    en: 'Process videos again by today’s rules; they go on playing meanwhile',
  },
  options: [{ zh: '--all            所有视频', en: '--all            every video' }],
  async run(context, args) {
    const { say, print } = context;
    const { values, positionals } = readOptions(context, args, { all: { type: 'boolean', default: false } });
    if (values.all === positionals.length > 0) {
      throw new UsageError(say('请给出视频编号，或用 --all', 'Name videos, or use --all'));
    }
    const { begun, refused } = await withInstallation(context, async ({ connection: { db } }) => {
      const outcome = { begun: 0, refused: 0 };
      const subjects = values.all ? assetsOfVideos(db) : namedAssets(db, positionals);
      for await (const { name, assetId } of subjects) {
        if (await begin(context, db, name, assetId)) outcome.begun += 1;
        else outcome.refused += 1;
      }
      return outcome;
    });
    print(say(`${begun} 个视频将重新处理`, `${begun} will be processed again`));
    return refused === 0 ? 0 : 1;
  },
};

async function* namedAssets(db: Database, ids: string[]) {
  for (const id of ids) yield { name: id, assetId: (await findVideo(db, id))?.asset.id ?? null };
}

async function* assetsOfVideos(db: Database) {
  for (let afterId = ''; ;) {
    const page = await listProcessedAssets(db, { afterId, limit: pageSize });
    for (const { id, state } of page) {
      // What failed or is at work has its own ways.
      if (state === 'ready' && (await hasVideo(db, id))) yield { name: id, assetId: id };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
}

/** False: it cannot be processed again, and the person is told why. */
async function begin(
  { config, tell }: CommandContext,
  db: Database,
  name: string,
  assetId: string | null,
): Promise<boolean> {
  try {
    if (assetId === null) throw new WeireelError('not_found');
    await inTransaction(db, (trx) => reprocessAsset(trx, assetId, { newId: () => randomText(16) }));
    return true;
  } catch (error) {
    if (!(error instanceof WeireelError)) throw error;
    tell(`${name}: ${errorTitle(error.code, config.language)} [${error.code}]`);
    return false;
  }
}
