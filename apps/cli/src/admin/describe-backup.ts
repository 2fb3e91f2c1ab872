import type { BackupManifest } from '@weireel/upkeep';
import type { CommandContext } from '../command.ts';

/** How much a backup holds, in brackets. */
export function describeBackup({ say }: CommandContext, manifest: BackupManifest): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const megabytes = (manifest.blobBytes / 1e6).toFixed(1);
  return say(
    `（数据库 ${rows} 行，文件 ${manifest.blobCount} 个，共 ${megabytes} MB）`,
    ` (${rows} rows, ${manifest.blobCount} files of ${megabytes} MB)`,
  );
}
