import { createReadStream } from 'node:fs';
import type { BlobStore } from '@weireel/blob';
import { ownerOfKey } from '@weireel/catalogue';
import { openSnapshot, type DatabaseSnapshot } from '@weireel/db';
import { dataFormat } from '@weireel/installation';
import { createBackupFolder, writeFileOf, writeManifest } from './backup-folder.ts';
import { copyBlobs, copyOpenUploads } from './copy-bytes.ts';
import {
  backupVersion,
  listLine,
  type BackupManifest,
  type ListedFile,
  type ManifestTable,
} from './manifest.ts';

/** What a backup is made of and where it goes. */
export interface BackupOptions {
  /** Database of the installation. */
  databaseUrl: string;
  /** Its media bytes. */
  blobs: BlobStore;
  /** Its file of secrets. */
  secretsFile: string;
  /** Where the backup goes: a folder that is new or empty. */
  folder: string;
  /** Milliseconds since 1970. */
  nowMs: number;
}

/**
 * Writes everything of an installation into a folder while it goes on working: the database as it was at one moment,
 * every finished blob of it, the parts of open uploads, and the secrets. Removals of bytes are held back meanwhile.
 *
 * @throws BackupError when the folder is not empty; a folder of a backup that failed has no manifest
 */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  const { folder } = options;
  await createBackupFolder(folder);
  const snapshot = await openSnapshot(options.databaseUrl);
  try {
    const tables = await copyTables(snapshot, folder);
    const owners = { asset: await snapshot.assetIds(), person: await snapshot.personIds() };
    const uploads = await snapshot.openUploads();
    // From here on only the bytes have to stay; the view of the past would hinder the database's own tidying.
    await snapshot.endReading();
    const listed: ListedFile[] = [];
    for await (const file of copyOpenUploads(options.blobs, uploads, folder)) listed.push(file);
    const unfinished = new Set(uploads.map(({ blobKey }) => blobKey));
    let blobCount = 0;
    let blobBytes = 0;
    for await (const file of copyBlobs(options.blobs, folder, (key) => isWanted(key, owners, unfinished))) {
      listed.push(file);
      blobCount += 1;
      blobBytes += file.sizeBytes;
    }
    const secrets = await writeFileOf(folder, 'secrets.json', createReadStream(options.secretsFile));
    const list = await writeFileOf(folder, 'files.list', lines(listed));
    await snapshot.assertHeld();
    const manifest: BackupManifest = {
      kind: 'weireel-backup',
      version: backupVersion,
      createdAt: new Date(options.nowMs).toISOString(),
      dataFormat,
      migrations: snapshot.migrations,
      tables,
      secrets,
      list,
      blobCount,
      blobBytes,
    };
    await writeManifest(folder, manifest);
    return manifest;
  } finally {
    await snapshot.close();
  }
}

async function copyTables(snapshot: DatabaseSnapshot, folder: string): Promise<ManifestTable[]> {
  const tables: ManifestTable[] = [];
  for (const table of snapshot.tables) {
    const rows = snapshot.readTable(table);
    const file = await writeFileOf(folder, `tables/${table.name}.copy`, rows);
    tables.push({ name: table.name, columns: table.columns, rows: rows.rowCount, ...file });
  }
  return tables;
}

/**
 * Blobs of assets and people that came later have no rows here; sources that were completed meanwhile are kept as parts.
 */
function isWanted(
  key: string,
  owners: Record<'asset' | 'person', Set<string>>,
  unfinished: Set<string>,
): boolean {
  const owner = ownerOfKey(key);
  return owner !== null && owners[owner.type].has(owner.id) && !unfinished.has(key);
}

async function* lines(files: ListedFile[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield Buffer.from(listLine(file));
}
