import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readManifest, type BackupManifest } from './manifest.ts';

/** A backup cannot be written or read. The message is for the operator, in English; `zh` is the same in Chinese. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  /** The message in simplified Chinese. */
  readonly zh: string;

  constructor(zh: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.zh = zh;
  }
}

/** What was written under a path of a backup. */
export interface WrittenFile {
  /** Bytes. */
  sizeBytes: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** Makes the folder of a new backup. Throws `BackupError` when something is in it. */
export async function createBackupFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [first] = await readdir(folder);
  if (first !== undefined) {
    throw new BackupError(
      `目录 ${folder} 不是空的（里面有 ${first}）；请换一个新目录`,
      `the folder ${folder} is not empty (it has ${first}); a backup needs a new one`,
    );
  }
}

/** Writes a new file of a backup, synced, and says what it holds. */
export async function writeFileOf(
  folder: string,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<WrittenFile> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const handle = await open(target, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of bytes) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await writeAll(handle, chunk);
    }
    await handle.datasync();
    return { sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

/** Reads a file of a backup; throws `BackupError` at its end when it does not hold what was written. */
export async function* readFileOf(
  folder: string,
  path: string,
  expected: WrittenFile,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const stream = createReadStream(join(folder, path), { highWaterMark: 1024 * 1024 });
  // A file yields buffers.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > expected.sizeBytes) break;
    yield chunk;
  }
  if (sizeBytes !== expected.sizeBytes || hash.digest('hex') !== expected.sha256) {
    throw new BackupError(
      `备份已损坏：${path} 的内容和写入时不同`,
      `the backup is damaged: ${path} does not hold what was written`,
    );
  }
}

/** Writes the manifest, which makes the folder a backup. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const draft = join(folder, 'manifest.json.tmp');
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, join(folder, 'manifest.json'));
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

/** Opens a backup. Throws `BackupError` when it is none, was not finished, or is of a newer kind. */
export async function openBackup(folder: string): Promise<BackupManifest> {
  let text: string;
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new BackupError(
      `${folder} 里没有完成的备份（缺少 manifest.json）`,
      `${folder} holds no finished backup (there is no manifest.json)`,
      { cause },
    );
  }
  const manifest = readManifest(text);
  if (manifest === null) {
    throw new BackupError(
      `看不懂 ${folder} 的 manifest.json：它可能来自更新的版本`,
      `the manifest.json of ${folder} cannot be understood: it may come from a newer Weireel`,
    );
  }
  return manifest;
}
