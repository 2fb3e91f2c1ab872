import { requireRoom } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { setStage } from '@weireel/db/processing';
import { listUploadsOfAsset, type UploadRow } from '@weireel/db/uploads';
import { findAsset, type AssetRow } from '@weireel/db/videos';
import { FfmpegError } from '@weireel/ffmpeg';
import { Mp4FormatError, StreamUnfitError } from '@weireel/hls';
import type { Attempt } from '@weireel/jobs';
import { checkAdmissible, withoutTimes, type ProbeWithVideo } from '@weireel/media';
import { endUpload } from '@weireel/publishing';
import { withMovieTimes } from '../processing/movie-times.ts';
import { noteProbe } from '../processing/note-probe.ts';
import { probeSource } from '../processing/source.ts';
import type { WorkerContext } from '../worker-context.ts';
import { ArrivalError, openArrivingFile, type ArrivingFile } from './arriving-file.ts';
import { openArrivingMedia, readMedia, type ArrivingMedia } from './arriving-media.ts';
import { chooseWay } from '../processing/choose-way.ts';
import { writeInput } from './write-input.ts';
import { playArriving } from './play-arriving.ts';

/** A phone in a lift is silent for less; a person who paused is not waited for. */
const longestQuietMs = 60_000;

/**
 * Job `process_early`: looks at what has arrived of an upload, refuses at once what would be refused later, and else
 * makes it playable while the rest arrives. It only ever gains time: whatever becomes of it, the end of the upload
 * starts `process_first`, which does what is left.
 */
export async function processEarly(context: WorkerContext, attempt: Attempt): Promise<void> {
  const { db, blobs } = context;
  const asset = await findAsset(db, attempt.job.subject_id);
  // An attempt that was killed has published already: a new one would begin again with less than plays now.
  if (asset?.state !== 'uploading' || asset.edition_id !== null) return;
  // It has been here before and found no place; to look at the file each time would cost more than it tells.
  if (asset.probe !== null) context.firsts.requirePlace(asset.owner_id, 'early');
  const upload = (await listUploadsOfAsset(db, asset.id)).find(({ state }) => state === 'open');
  if (!upload) return;
  const file = openArrivingFile({ db, blobs, upload, longestQuietMs });
  await context.folders.use(attempt.attemptId, async (folder) => {
    try {
      await requireRoom(blobs, asset.size_bytes);
      await work(context, { attempt, asset, upload, file, folder });
    } catch (error) {
      if (attempt.signal.aborted || !isExpected(error)) throw error;
    }
  });
}

interface EarlyWork {
  attempt: Attempt;
  asset: AssetRow;
  upload: UploadRow;
  file: ArrivingFile;
  folder: string;
}

async function work(context: WorkerContext, early: EarlyWork): Promise<void> {
  const { attempt, asset, upload, file, folder } = early;
  const media = await openArrivingMedia(file, attempt.signal);
  if (media === null) return;
  const probe = await probeArriving(context, early, media);
  if (probe instanceof WeireelError) {
    const { code } = probe;
    const isOurs = await inTransaction(context.db, (trx) => endUpload(trx, upload, { code }));
    if (isOurs) await context.blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
    return;
  }
  await attempt.publish((trx) => noteProbe(trx, asset.id, probe));
  const way = chooseWay(probe, media.tracks);
  if (way !== null) await playArriving(context, { attempt, asset, file, media, way, folder });
}

/** What the file holds, or why it is refused for certain. */
async function probeArriving(
  context: WorkerContext,
  { attempt, asset, file, folder }: EarlyWork,
  media: ArrivingMedia,
): Promise<ProbeWithVideo | WeireelError> {
  await attempt.publish((trx) => setStage(trx, asset.id, 'probe', 'running'));
  const input = { demuxer: media.demuxer, path: null };
  const bytes = readMedia(file, media.pieces, attempt.signal, media.headEnd);
  try {
    const probe = await probeSource(context.programs, input, folder, attempt.signal, (pipe) =>
      writeInput(pipe, bytes),
    );
    // Where no tables tell it, the length is only known at the end.
    const known = media.tracks === null ? withoutTimes(probe) : withMovieTimes(probe, media.tracks);
    checkAdmissible(known, context.mediaLimits);
    return known;
  } catch (error) {
    if (error instanceof WeireelError && isCertain(error, media)) return error;
    throw error;
  }
}

/** Whether bytes that are still to come cannot change a refusal. */
function isCertain({ code }: WeireelError, { tracks }: ArrivingMedia): boolean {
  // Where no header lists all tracks, a picture may still come.
  if (code === 'media_no_video') return tracks !== null;
  return code !== 'media_damaged';
}

/** What ends an attempt without being anybody's fault: the whole file will be looked at later. */
function isExpected(error: unknown): boolean {
  return [ArrivalError, FfmpegError, Mp4FormatError, StreamUnfitError, WeireelError].some(
    (kind) => error instanceof kind,
  );
}
