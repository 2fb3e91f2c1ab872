import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { openStore, type BlobStore } from '@weireel/blob';
import { connect, importDatabase, moveUpload, openEmbedded, type Database } from '@weireel/db';
import { listAllOpenUploads } from '@weireel/db/admin';
import { beginRestore, dataFormat, endRestore, openDataFolder } from '@weireel/installation';
import { redeliverLostJobs } from '@weireel/jobs';
import { BackupError, openBackup, readFileOf } from './backup-folder.ts';
import { readListLine, type BackupManifest, type ListedFile } from './manifest.ts';

/** Where a backup comes from and where it goes. */
export interface RestoreOptions {
  /** The backup. */
  folder: string;
  /** Data folder of the new installation; new or empty. */
  dataFolder: string;
  /** Empty database to fill; null: an embedded one in the data folder. */
  databaseUrl: string | null;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
}

/**
 * Makes an installation of a backup, on this machine or another, at any path. Work that was under way is taken up when
 * a server starts on it.
 *
 * @throws BackupError, DataFolderError, DatabaseNotEmptyError, DatabaseTooNewError; what was written until then is not
 *   taken for an installation and may be removed
 */
export async function restore(options: RestoreOptions): Promise<BackupManifest> {
  const { folder, dataFolder } = options;
  const manifest = await openBackup(folder);
  if (manifest.dataFormat > dataFormat) {
    throw new BackupError(
      `备份来自更新的版本（数据格式 ${manifest.dataFormat}，本程序最高支持 ${dataFormat}）`,
      `the backup has data format ${manifest.dataFormat} and comes from a newer Weireel; this one knows ${dataFormat}`,
    );
  }
  const files = await readList(folder, manifest);
  await beginRestore(
    dataFolder,
    await text(Readable.from(readFileOf(folder, 'secrets.json', manifest.secrets))),
  );
  const { storage } = await openDataFolder(dataFolder, { isRestoring: true });
  const database =
    options.databaseUrl === null
      ? await openEmbedded({ dataFolder, ownership: 'when-free', log: options.log })
      : { url: options.databaseUrl, stop: () => Promise.resolve() };
  try {
    await importDatabase(database.url, {
      migrations: manifest.migrations,
      tables: manifest.tables.map((table) => ({
        name: table.name,
        columns: table.columns,
        bytes: () => readFileOf(folder, `tables/${table.name}.copy`, table),
      })),
    });
    const connection = connect(database.url, {
      maxConnections: 4,
      patience: 'upkeep',
      onError: (error) => options.log(`a database connection broke: ${error.message}`),
    });
    try {
      const blobs = openStore(storage);
      await restoreBlobs(blobs, folder, files);
      await restoreUploads(connection.db, blobs, folder, files);
      await redeliverLostJobs(connection.db);
    } finally {
      await connection.close();
    }
    await endRestore(dataFolder);
  } finally {
    await database.stop();
  }
  return manifest;
}

async function readList(folder: string, manifest: BackupManifest): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  const input = Readable.from(readFileOf(folder, 'files.list', manifest.list), { objectMode: false });
  for await (const line of createInterface({ input })) {
    const file = readListLine(line);
    if (file) files.push(file);
  }
  return files;
}

async function restoreBlobs(blobs: BlobStore, folder: string, files: ListedFile[]): Promise<void> {
  const prefix = 'blobs/';
  for (const file of files) {
    if (!file.path.startsWith(prefix)) continue;
    await blobs.put(file.path.slice(prefix.length), readFileOf(folder, file.path, file));
  }
}

/** Begins every open upload anew in the store, with the parts that the backup has. */
async function restoreUploads(
  db: Database,
  blobs: BlobStore,
  folder: string,
  files: ListedFile[],
): Promise<void> {
  for (const upload of await listAllOpenUploads(db)) {
    const blobUploadId = await blobs.createMultipart(upload.blob_key, {
      sizeBytes: upload.size_bytes,
      partSizeBytes: upload.part_size_bytes,
    });
    const prefix = `uploads/${upload.id}/`;
    const parts: { n: number; storeEtag: string }[] = [];
    for (const file of files) {
      if (!file.path.startsWith(prefix)) continue;
      const n = Number(file.path.slice(prefix.length));
      const bytes = await buffer(Readable.from(readFileOf(folder, file.path, file)));
      parts.push({ n, storeEtag: await blobs.writePart(upload.blob_key, blobUploadId, n, bytes) });
    }
    await db.transaction().execute((trx) => moveUpload(trx, upload.id, { blobUploadId, parts }));
  }
}
