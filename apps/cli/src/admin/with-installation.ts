import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { WeireelError, errorTitle } from '@weireel/contract/plain';
import { DatabaseNotEmptyError, DatabaseTooNewError, EmbeddedDatabaseError } from '@weireel/db';
import { DataFolderError, openInstallation, type Installation } from '@weireel/installation';
import { BackupError } from '@weireel/upkeep';
import { CommandError, type CommandContext } from '../command.ts';

const maxConnections = 4;

/** Opens the installation that the environment names, beside a running server or without one, and closes it. */
export async function withInstallation<T>(
  context: CommandContext,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const { config, say, tell } = context;
  return explained(context, async () => {
    if (!(await exists(join(config.dataFolder, 'format')))) {
      throw new CommandError(
        say(
          `${config.dataFolder} 不是数据目录：请用 WEIREEL_DATA 指定服务器的数据目录`,
          `${config.dataFolder} is no data folder: name the server’s own with WEIREEL_DATA`,
        ),
      );
    }
    const installation = await openInstallation({
      dataFolder: config.dataFolder,
      databaseUrl: config.databaseUrl,
      ownership: 'when-free',
      maxConnections,
      patience: 'upkeep',
      log: tell,
    });
    try {
      return await work(installation);
    } finally {
      await installation.close();
    }
  });
}

/** Turns errors that an operator can act on into sentences of their language. */
export async function explained<T>({ config, say }: CommandContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BackupError) throw new CommandError(say(cause.zh, cause.message), { cause });
    if (cause instanceof WeireelError) {
      throw new CommandError(`${errorTitle(cause.code, config.language)} [${cause.code}]`, { cause });
    }
    if (cause instanceof DataFolderError) {
      throw new CommandError(say(`数据目录不能使用：${cause.message}`, cause.message), { cause });
    }
    if (
      cause instanceof DatabaseNotEmptyError ||
      cause instanceof DatabaseTooNewError ||
      cause instanceof EmbeddedDatabaseError
    ) {
      throw new CommandError(say(`数据库不能使用：${cause.message}`, cause.message), { cause });
    }
    throw cause;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
