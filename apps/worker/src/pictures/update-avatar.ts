import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { avatarEdgesPx, avatarKey, avatarPrefix } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { whileNoBackup, type Database } from '@weireel/db';
import {
  failSentPicture,
  findSentPicture,
  listSpentPictures,
  showAvatar,
  type SentPicture,
} from '@weireel/db/people';
import { noteArtefact, removeArtefacts } from '@weireel/db/videos';
import type { JobRow } from '@weireel/db/processing';
import { FfmpegError, runFfmpeg } from '@weireel/ffmpeg';
import type { Attempt } from '@weireel/jobs';
import { readPictureHead } from '@weireel/media';
import { avatarArguments, mostPicturePixels } from '@weireel/transcode';
import { runLimits } from '../machine/limits.ts';
import type { WorkerContext } from '../worker-context.ts';
import { readPipe } from './read-pictures.ts';

const inputName = 'input';
/** Decoded, turned and with its transparency. */
const pictureBytes = 4 * mostPicturePixels;

/** Job `update_avatar`: shows the picture that a person has sent last, and removes those that nobody sees any more. */
export async function updateAvatar(context: WorkerContext, attempt: Attempt): Promise<void> {
  const personId = attempt.job.subject_id;
  const sent = await findSentPicture(context.db, personId);
  if (sent?.failureCode === null) await makeAvatar(context, attempt, sent);
  await removeSpentPictures(context, personId);
}

async function makeAvatar(context: WorkerContext, attempt: Attempt, sent: SentPicture): Promise<void> {
  const personId = attempt.job.subject_id;
  try {
    const [large, small] = await decode(context, attempt, sent);
    const prefix = avatarPrefix(personId, attempt.attemptId);
    for (const [size, bytes] of [['large', large] as const, ['small', small] as const]) {
      const key = avatarKey(prefix, size);
      const sizeBytes = bytes.length;
      await noteArtefact(context.db, {
        ...{ key, personId, kind: 'avatar', attemptId: attempt.attemptId, sizeBytes },
      });
      await context.blobs.put(key, bytes);
    }
    await attempt.publish((trx) => showAvatar(trx, { personId, sentKey: sent.key, prefix }));
  } catch (error) {
    const isAtFault = error instanceof WeireelError && error.code === 'picture_damaged';
    if (!isAtFault || attempt.signal.aborted) throw error;
    // The file's own fault is the person's to know, and nothing for an administrator to look at.
    await attempt.publish((trx) => failSentPicture(trx, { personId, key: sent.key, code: error.code }));
  }
}

/** Both sizes as JPEG. */
async function decode(
  context: WorkerContext,
  attempt: Attempt,
  sent: SentPicture,
): Promise<[large: Buffer, small: Buffer]> {
  const reading = await context.blobs.read(sent.key);
  const head = reading && readPictureHead(await buffer(Readable.from(reading.body)));
  if (!head) throw new WeireelError('picture_damaged');
  const [large, small] = [readPipe(), readPipe()];
  await context.folders.use(attempt.attemptId, async (folder) => {
    await context.blobs.materialise(sent.key, join(folder, inputName));
    const outputs = { largePx: avatarEdgesPx.large, smallPx: avatarEdgesPx.small };
    try {
      await runFfmpeg({
        program: context.programs.ffmpegPath,
        args: avatarArguments(head, inputName, { ...outputs, largePipe: 3, smallPipe: 4 }),
        folder,
        limits: runLimits({ durationMs: 1000, memoryBytes: pictureBytes, speedFloor: 1 }),
        signal: attempt.signal,
        outputPipes: 2,
        readOutput: (output, index) => (index === 0 ? large : small).read(output),
      });
    } catch (error) {
      const isOurs = !(error instanceof FfmpegError) || ['killed', 'storage'].includes(error.failure);
      throw isOurs ? error : new WeireelError('picture_damaged', { cause: error });
    }
  });
  if (large.bytes().length === 0 || small.bytes().length === 0) throw new WeireelError('picture_damaged');
  return [large.bytes(), small.bytes()];
}

/** Removed at once, not with the next sweep: what a camera sends may tell where somebody lives. */
async function removeSpentPictures({ db, blobs }: WorkerContext, personId: string): Promise<void> {
  const keys = await listSpentPictures(db, personId);
  // During a backup they stay, and the next sweep takes them.
  await whileNoBackup(db, async () => {
    for (const key of keys) await blobs.delete(key);
    await removeArtefacts(db, keys);
  });
}

/** The job has failed for good: whoever sent the picture is told, and may send it again. */
export async function giveUpAvatar(trx: Database, { subject_id: personId }: JobRow): Promise<void> {
  const sent = await findSentPicture(trx, personId);
  if (sent?.failureCode === null) await failSentPicture(trx, { personId, key: sent.key, code: 'internal' });
}
