import { assetSubject, mostCaptionLanguages, WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { listCaptionTracks } from '@weireel/db/captions';
import { lockAsset, type VideoRow } from '@weireel/db/videos';
import { enqueueJob, findLatestJob, type Actor } from '@weireel/jobs';

/**
 * Asks for what is spoken in a video to be written down as captions. Asked for again while it is being done, nothing
 * more is.
 *
 * @param wish the video, whose row is held; the language that is spoken; what the captions are called
 * @throws WeireelError `wrong_state`: nothing of it plays yet; `captions_changed`: there are captions in that language;
 *   `too_many_captions`
 */
export async function requestTranscription(
  trx: Database,
  wish: { video: Pick<VideoRow, 'id' | 'asset_id' | 'author_id'>; language: string; label: string },
  { newId }: Actor,
): Promise<void> {
  const { video, language, label } = wish;
  const asset = await lockAsset(trx, video.asset_id);
  if (!asset) throw new WeireelError('not_found');
  if (asset.edition_id === null) throw new WeireelError('wrong_state');
  const tracks = await listCaptionTracks(trx, video.id);
  const track = tracks.find((each) => each.language === language);
  if (track) throw new WeireelError('captions_changed', { extra: { revision: track.revision } });
  if (tracks.length >= mostCaptionLanguages) throw new WeireelError('too_many_captions');
  const payload = { videoId: video.id, language };
  const last = await findLatestJob(trx, assetSubject(asset.id), 'transcribe', payload);
  if (last?.state === 'waiting' || last?.state === 'running') return;
  const job = { id: newId(), kind: 'transcribe', ownerId: video.author_id } as const;
  await enqueueJob(trx, { ...job, subjectId: asset.id, payload: { ...payload, label } });
}
