import { createHash } from 'node:crypto';
import { titleOfFile } from '@weireel/client';
import { takeLimits } from '@weireel/contract/plain';
import { CommandError, UsageError, type CommandContext } from '../command.ts';
import { explainError, withCode } from '../explain-error.ts';
import { createDiskFile } from './disk-file.ts';
import type { FoundFile } from './gather-files.ts';
import { createVideo, tellVideo, type Publication } from './publication.ts';
import { untilSettled } from './until-settled.ts';

/** Refuses fewer or more files than can be joined. Throws `UsageError`. */
export function requireTakes({ say }: CommandContext, count: number): void {
  const { max } = takeLimits.count;
  const min = 2;
  if (count < min || count > max)
    throw new UsageError(
      say(`--join 需要 ${min} 到 ${max} 个文件`, `--join goes with ${min} to ${max} files`),
    );
}

/** Whether the files have become one video, in their order, and a ready one if that was asked for. */
export async function publishJoined(publication: Publication, files: readonly FoundFile[]): Promise<boolean> {
  const { context, options, api, retry, view } = publication;
  const name = files.map((file) => file.name).join(' + ');
  try {
    const uploaded = await Promise.all(files.map((file) => uploadTake(publication, file)));
    const assetIds = uploaded.filter((id) => id !== null);
    if (assetIds.length < files.length) return false;
    const signal = context.interrupted;
    // One film of these takes, although an answer may be lost.
    const idempotencyKey = `join-${createHash('sha256').update(assetIds.join()).digest('hex')}`;
    const join = () => api.call('joinTakes', { body: { assetIds }, idempotencyKey, signal });
    const { assetId } = await retry.run(join, { signal });
    const title = options.title ?? titleOfFile(files[0]?.name ?? name);
    const video = await createVideo(publication, assetId, title);
    return await tellVideo(publication, video.id, name);
  } catch (error) {
    if (!context.interrupted.aborted) {
      view.around(() => context.tell(`${name}: ${explainError(context, error)}`));
    }
    return false;
  }
}

/** Uploads a file that is only to be joined; null: the person interrupted it. */
async function uploadTake({ context, uploader }: Publication, found: FoundFile): Promise<string | null> {
  const file = createDiskFile(found);
  try {
    const id = uploader.add(file, { forTakes: true });
    const upload = await untilSettled(uploader, id, context.interrupted);
    if (upload === null) return null;
    if (upload.failure !== null) throw new CommandError(`${found.name}: ${withCode(upload.failure)}`);
    return upload.assetId;
  } finally {
    await file.close();
  }
}
