import { openStore, type BlobStore } from '@weireel/blob';
import {
  connect,
  migrateToLatest,
  openEmbedded,
  type Connection,
  type Ownership,
  type Patience,
} from '@weireel/db';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { requireDatabase } from './require-database.ts';

/** Options of `openInstallation`. */
export interface InstallationOptions {
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** PostgreSQL to use; null: the embedded one in the data folder. */
  databaseUrl: string | null;
  /** Whether this process may start the embedded database, which then ends with it. */
  ownership: Ownership;
  /** Size of the connection pool. */
  maxConnections: number;
  /** How long the database may take; see `connect`. */
  patience: Patience;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
}

/** An open installation: its folder, its database and its blobs. */
export interface Installation {
  /** The data folder. */
  folder: DataFolder;
  /** Where the database is, for further connections. */
  databaseUrl: string;
  /** Connections to the migrated database. */
  connection: Connection;
  /** Media bytes. */
  blobs: BlobStore;
  /** True when opening started the embedded database: no server and no worker is at work then. */
  isAlone: boolean;
  /** Closes everything that was opened here. */
  close(): Promise<void>;
}

/**
 * Opens an installation and brings its database up to this code.
 *
 * @throws DataFolderError, EmbeddedDatabaseError, DatabaseUnreachableError, DatabaseTooNewError
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const folder = await openDataFolder(options.dataFolder);
  const database =
    options.databaseUrl === null
      ? await openEmbedded({
          dataFolder: options.dataFolder,
          ownership: options.ownership,
          log: options.log,
        })
      : { url: options.databaseUrl, ownsServer: false, stop: () => Promise.resolve() };
  try {
    if (options.databaseUrl !== null) await requireDatabase(options.databaseUrl);
    await migrateToLatest(database.url);
    const connection = connect(database.url, {
      maxConnections: options.maxConnections,
      patience: options.patience,
      onError: (error) => options.log(`a database connection broke: ${error.message}`),
    });
    return {
      folder,
      databaseUrl: database.url,
      connection,
      blobs: openStore(folder.storage),
      isAlone: database.ownsServer,
      async close() {
        await connection.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
