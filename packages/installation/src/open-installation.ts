import { openStore, type BlobStore } from '@weireel/blob';
import { connect, migrateToLatest, openEmbedded, type Connection, type Patience } from '@weireel/db';
import { DataFolderError, openDataFolder, type DataFolder } from './data-folder.ts';
import { requireDatabase } from './require-database.ts';

/** Options of `openInstallation`. */
export interface InstallationOptions {
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** PostgreSQL to use; null: the embedded one in the data folder. */
  databaseUrl: string | null;
  /** False for processes that must not own the embedded database, because it would end with them. */
  mayOwnDatabase: boolean;
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
  /** True when this process started the embedded database: no server and no worker is at work then. */
  isAlone: boolean;
  /** Closes everything that was opened here. */
  close(): Promise<void>;
}

/**
 * Opens an installation and brings its database up to this code.
 *
 * @throws DataFolderError, DatabaseUnreachableError, DatabaseTooNewError, or an Error whose sentence says what to do
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const folder = await openDataFolder(options.dataFolder);
  const database =
    options.databaseUrl === null
      ? await openEmbedded({ dataFolder: options.dataFolder, log: options.log })
      : { url: options.databaseUrl, ownsServer: false, stop: () => Promise.resolve() };
  try {
    if (database.ownsServer && !options.mayOwnDatabase) {
      throw new DataFolderError(
        `no server runs on ${folder.path}: start it first (npm start), or set DATABASE_URL for all processes`,
      );
    }
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
