/** Version of the layout of backups that this code writes. */
export const backupVersion = 1;

/** The table of contents of a backup, written last: a folder without one is not a backup. */
export interface BackupManifest {
  /** Says what the file is. */
  kind: 'weireel-backup';
  /** Layout of the folder. */
  version: number;
  /** When it was begun, ISO 8601. */
  createdAt: string;
  /** Format of the data folder that it came from. */
  dataFormat: number;
  /** Migrations of the database, in order. */
  migrations: string[];
  /** Tables in the order in which they are written back. Rows lie in `tables/<name>.copy`. */
  tables: ManifestTable[];
  /** The file of secrets. */
  secrets: ManifestFile;
  /** The list of all other files: one line each, `<sha256> <size> <path>`. */
  list: ManifestFile;
  /** Number of blobs. */
  blobCount: number;
  /** Their bytes. */
  blobBytes: number;
}

/** A file of a backup. */
export interface ManifestFile {
  /** Bytes. */
  sizeBytes: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** A table in a backup. */
export interface ManifestTable extends ManifestFile {
  /** Its name. */
  name: string;
  /** Its columns, in order. */
  columns: string[];
  /** Number of rows. */
  rows: number;
}

/** Reads a manifest; null when it is none that this code understands. */
export function readManifest(text: string): BackupManifest | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    if (!('kind' in value) || value.kind !== 'weireel-backup') return null;
    if (!('version' in value) || typeof value.version !== 'number' || value.version > backupVersion)
      return null;
    // Our own code wrote the rest, and every file that it names is checked against its hash.
    return value as BackupManifest;
  } catch {
    // Not JSON: the same as any other text that is no manifest.
    return null;
  }
}

/** A line of the list of files. */
export interface ListedFile extends ManifestFile {
  /** Path below the backup. */
  path: string;
}

/** Writes a line of the list. */
export function listLine({ sha256, sizeBytes, path }: ListedFile): string {
  return `${sha256} ${sizeBytes} ${path}\n`;
}

/** Reads a line of the list; null for an empty one. */
export function readListLine(line: string): ListedFile | null {
  const match = /^([0-9a-f]{64}) (\d+) (\S+)$/.exec(line);
  const [, sha256, size, path] = match ?? [];
  if (sha256 === undefined || size === undefined || path === undefined) return null;
  return { sha256, sizeBytes: Number(size), path };
}
