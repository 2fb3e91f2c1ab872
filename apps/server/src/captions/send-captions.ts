import { writeAss, writeSrt, writeVttSegment } from '@weireel/captions';
import { WeireelError } from '@weireel/contract';
import { findCaptionedVideo, findCaptions, type CaptionedVideo } from '@weireel/db/captions';
import type { MediaAccess } from '@weireel/db/videos';
import { declareSubtitles, writeSubtitlePlaylist } from '@weireel/hls';
import type { FastifyReply } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { signatureQuery, type MediaSignature } from '../playback/sign.ts';
import { writeCaptionPath, type CaptionPath } from './caption-paths.ts';

/** What somebody comes with who reads below the media path of an asset. */
export interface MediaVisit {
  /** The asset, and who may read of it. */
  access: MediaAccess;
  /** Its media key. */
  mediaKey: string;
  /** The signature that they have; empty: none. */
  signature: MediaSignature;
}

const writers = { vtt: writeVttSegment, srt: writeSrt, ass: writeAss };
const types = { vtt: 'text/vtt', srt: 'application/x-subrip', ass: 'text/x-ass' };

/**
 * The video of a path below the media path of an asset that it shows. It may be closed while its asset is open, because
 * another one shows that to everybody.
 *
 * @throws WeireelError `not_found`; `signature_invalid`, `signature_expired`
 */
export async function requireVideoOfPath(
  { db, signer }: ServerContext,
  { access, mediaKey, signature }: MediaVisit,
  videoId: string,
): Promise<CaptionedVideo> {
  const video = await findCaptionedVideo(db, access.assetId, videoId);
  if (video === null) throw new WeireelError('not_found');
  if (!video.isOpen && access.isOpen) signer.check(mediaKey, signature);
  return video;
}

/**
 * Sends captions as a file, or the HLS playlist that names it. What stands at an address with a revision stays the
 * same; an older one gives what there is now.
 */
export async function sendCaptions(
  context: ServerContext,
  reply: FastifyReply,
  { visit, place }: { visit: MediaVisit; place: CaptionPath },
): Promise<FastifyReply> {
  const video = await requireVideoOfPath(context, visit, place.videoId);
  const captions = await findCaptions(context.db, place.videoId, place.language);
  if (captions === null) throw new WeireelError('not_found');
  const isOpen = video.isOpen && visit.access.isOpen;
  const query = isOpen ? '' : signatureQuery(visit.signature);
  const age = captions.revision === place.revision ? 'max-age=86400, immutable' : 'no-cache';
  reply.header('cache-control', `${isOpen ? 'public' : 'private'}, ${age}`);
  if (place.extension === 'm3u8') {
    const lastMs = captions.cues.at(-1)?.endMs ?? 0;
    const seconds = (video.durationMs ?? lastMs) / 1000;
    return reply
      .type('application/vnd.apple.mpegurl')
      .send(writeSubtitlePlaylist(`${captions.revision}.vtt${query}`, seconds));
  }
  return reply.type(`${types[place.extension]}; charset=utf-8`).send(writers[place.extension](captions.cues));
}

/** A multivariant playlist with the captions of one of the videos that show its asset, and whether all may have it. */
export async function withCaptions(
  context: ServerContext,
  visit: MediaVisit,
  { playlist, videoId }: { playlist: string; videoId: string },
): Promise<{ playlist: string; isOpen: boolean }> {
  const { tracks, isOpen } = await requireVideoOfPath(context, visit, videoId);
  const declared = declareSubtitles(
    playlist,
    tracks.map(({ language, label, revision }) => ({
      // The playlist lies in the folder of its edition, two below the media path.
      uri: `../../${writeCaptionPath({ videoId, language, revision, extension: 'm3u8' })}`,
      ...{ language, name: label },
    })),
  );
  return { playlist: declared, isOpen };
}
