import { resolve } from 'node:path';
import { backup } from '@weireel/upkeep';
import type { Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { describeBackup } from './describe-backup.ts';
import { withInstallation } from './with-installation.ts';

/** Writes a backup of a running or stopped installation. */
export const adminBackup: Command = {
  name: 'admin backup',
  usage: '<folder>',
  summary: {
    zh: '把数据库、视频和密钥备份到一个新目录；服务器可以照常运行',
    en: 'Back up database, videos and secrets into a new folder; the server may go on running',
  },
  options: [],
  async run(context, args) {
    const { positionals } = readOptions(context, args, {});
    const folder = resolve(
      context.config.workingFolder,
      readOnly(context, positionals, context.say('备份目录', 'folder of the backup')),
    );
    const manifest = await withInstallation(context, (installation) =>
      backup({
        databaseUrl: installation.databaseUrl,
        blobs: installation.blobs,
        secretsFile: installation.folder.secretsFile,
        folder,
        nowMs: Date.now(),
      }),
    );
    context.print(
      context.say(`备份完成：${folder}`, `Backed up to ${folder}`) + describeBackup(context, manifest),
    );
    return 0;
  },
};
