import { resolve } from 'node:path';
import { restore } from '@weireel/upkeep';
import type { Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { describeBackup } from './describe-backup.ts';
import { explained } from './with-installation.ts';

/** Makes a new installation of a backup. */
export const adminRestore: Command = {
  name: 'admin restore',
  usage: '<folder>',
  summary: {
    zh: '把备份恢复到 WEIREEL_DATA（必须是新的或空的目录；用 DATABASE_URL 时数据库必须是空的）',
    en: 'Restore a backup into WEIREEL_DATA (new or empty; with DATABASE_URL, the database must be empty)',
  },
  options: [],
  async run(context, args) {
    const { config, say, tell, print } = context;
    const { positionals } = readOptions(context, args, {});
    const folder = resolve(
      config.workingFolder,
      readOnly(context, positionals, say('备份目录', 'folder of the backup')),
    );
    const { dataFolder, databaseUrl } = config;
    const manifest = await explained(context, () => restore({ folder, dataFolder, databaseUrl, log: tell }));
    print(say(`已恢复到 ${dataFolder}`, `Restored into ${dataFolder}`) + describeBackup(context, manifest));
    return 0;
  },
};
