import { assetPrefix, parseBlobKey } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { isAvatarServed } from '@weireel/db/people';
import { findPlaylist } from '@weireel/db/playback';
import { findPreviewPlaylist } from '@weireel/db/projects';
import { findStoryboard, type MediaAccess } from '@weireel/db/videos';
import { rewriteUris } from '@weireel/hls';
import { writeStoryboardVtt } from '@weireel/media';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCaptionPath, type CaptionPath } from '../captions/caption-paths.ts';
import { sendCaptions, withCaptions, type MediaVisit } from '../captions/send-captions.ts';
import { readChaptersPath } from '../chapters/chapters-path.ts';
import { sendChapters } from '../chapters/send-chapters.ts';
import type { ServerContext } from '../http/context.ts';
import { createHotBlobs } from './hot-blobs.ts';
import { createPlaylistMemory, type PlaylistMemory } from './playlist-memory.ts';
import { createBlobPump } from './pump-blob.ts';
import { sendBlob } from './send-blob.ts';
import { signatureQuery } from './sign.ts';

interface MediaRequest {
  Params: { mediaKey: string; '*': string };
  /** `captions`: the video whose captions a multivariant playlist is to declare. */
  Querystring: { exp?: string; sig?: string; captions?: string };
}

/** Room for the segments that everybody watches; a deleted one leaves memory well within a minute. */
const hotBlobs = { capacityBytes: 64 * 1024 ** 2, largestBytes: 4 * 1024 ** 2, keptMs: 20_000 };

/** Of what everybody may read: its address never names anything else, and a taken-down one is forgotten in a day. */
const openCacheControl = 'public, max-age=86400, immutable';

/**
 * `/media/<media key>/e/<edition>/<playlist or segment>`, `/media/<media key>/d/<derived file>` and
 * `/media/<media key>/c/<video>/<language>/<revision>.vtt`, beside which `c/<video>/chapters.vtt` lies; of what shows a project, `/media/<media key>/p/<revision>.m3u8`. The media key names the asset and cannot be guessed; what is
 * not open needs a signature besides.
 */
export function mediaRoutes(app: FastifyInstance, context: ServerContext): void {
  const source = {
    blobs: createHotBlobs(context.blobs, { ...hotBlobs, now: context.now }),
    pump: createBlobPump(),
  };
  const playlists = createPlaylistMemory((place) => findPlaylist(context.db, place), context.elapsedMs);

  // Players of other origins ask before they send a header such as `range`. Which headers may be sent is no secret.
  app.options(
    '/media/:mediaKey/*',
    { schema: { hide: true }, config: { rateLimit: false } },
    (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-origin', '*')
        .header('access-control-allow-methods', 'GET, HEAD, OPTIONS')
        .header('access-control-allow-headers', 'range, if-none-match, if-modified-since, if-range')
        .header('access-control-max-age', '86400')
        .send(),
  );

  // What a person is shown by; its address cannot be guessed, and is told to whoever may meet them.
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/media/people/*',
    schema: { hide: true },
    config: { isUnlimited: true },
    handler: async (request, reply) => {
      const key = `people/${request.params['*']}`;
      const parsed = parseBlobKey(key);
      const isThere = parsed.isKnown && parsed.kind === 'avatar' && (await isAvatarServed(context.db, key));
      if (!isThere) throw new WeireelError('not_found');
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
      return sendBlob(source, request, reply, { key, cacheControl: openCacheControl });
    },
  });

  app.route<MediaRequest>({
    method: ['GET', 'HEAD'],
    url: '/media/:mediaKey/*',
    schema: { hide: true },
    config: { isUnlimited: true },
    handler: async (request, reply) => {
      const { mediaKey, '*': path } = request.params;
      const access = /^[0-9A-Za-z]{16,64}$/.test(mediaKey) ? await context.mediaAccess.find(mediaKey) : null;
      if (!access) throw new WeireelError('not_found');
      if (!access.isOpen) context.signer.check(mediaKey, request.query);
      reply.header('access-control-allow-origin', access.isOpen ? '*' : context.config.publicUrl);
      reply.header('access-control-expose-headers', 'content-length, content-range, etag');
      reply.header('cross-origin-resource-policy', access.isOpen ? 'cross-origin' : 'same-site');
      const place = readPath(path);
      if (!place) throw new WeireelError('not_found');
      const visit = { access, mediaKey, signature: request.query };
      if (place.kind === 'playlist')
        return sendPlaylist({ context, playlists }, request, reply, { visit, place });
      if (place.kind === 'captions') {
        return sendCaptions(context, reply, { visit, place: place.path });
      }
      if (place.kind === 'chapters') return sendChapters(context, reply, { visit, videoId: place.videoId });
      if (place.kind === 'preview')
        return sendPreview(context, request, reply, { access, revision: place.revision });
      if (place.kind === 'storyboard') return sendStoryboard(context, request, reply, access, path);
      return sendBlob(source, request, reply, {
        key: assetPrefix(access.assetId) + path,
        cacheControl: access.isOpen ? openCacheControl : 'private, max-age=3600, immutable',
      });
    },
  });
}

type Place =
  | { kind: 'playlist'; editionId: string; name: string }
  | { kind: 'captions'; path: CaptionPath }
  | { kind: 'chapters'; videoId: string }
  | { kind: 'storyboard' }
  | { kind: 'preview'; revision: number }
  | { kind: 'blob' };

/** Only what was made for viewers lies below `e/`, `d/`, `c/` and `p/`; the source does not. */
function readPath(path: string): Place | null {
  const playlist = /^e\/([0-9A-Za-z]{16})\/((?:[0-9a-z-]+\/)?[0-9a-z-]+\.m3u8)$/.exec(path);
  if (playlist?.[1] && playlist[2]) {
    return { kind: 'playlist', editionId: playlist[1], name: playlist[2] };
  }
  const captions = readCaptionPath(path);
  if (captions) return { kind: 'captions', path: captions };
  const videoId = readChaptersPath(path);
  if (videoId !== null) return { kind: 'chapters', videoId };
  if (/^d\/[0-9A-Za-z]{16}\/storyboard\.vtt$/.test(path)) return { kind: 'storyboard' };
  const preview = /^p\/([1-9]\d{0,8})\.m3u8$/.exec(path);
  if (preview?.[1]) return { kind: 'preview', revision: Number(preview[1]) };
  return /^[ed]\/[0-9A-Za-z]{16}\/(?:[0-9a-z-]+\/)?[0-9a-z-]+\.[0-9a-z]+$/.test(path)
    ? { kind: 'blob' }
    : null;
}

/** Cues name a rectangle of a sheet each; written per request, because what is not open is signed. */
async function sendStoryboard(
  context: ServerContext,
  request: FastifyRequest<MediaRequest>,
  reply: FastifyReply,
  access: MediaAccess,
  path: string,
): Promise<FastifyReply> {
  const key = assetPrefix(access.assetId) + path.replace(/\.vtt$/, '.jpg');
  const storyboard = await findStoryboard(context.db, access.assetId, key);
  if (!storyboard) throw new WeireelError('not_found');
  const query = access.isOpen ? '' : signatureQuery(request.query);
  const sheets = storyboard.sheetKeys.map(
    (sheetKey) => sheetKey.slice(sheetKey.lastIndexOf('/') + 1) + query,
  );
  return reply
    .header('cache-control', `${access.isOpen ? 'public' : 'private'}, max-age=3600`)
    .type('text/vtt; charset=utf-8')
    .send(writeStoryboardVtt(storyboard.layout, storyboard.durationMs, sheets));
}

async function sendPlaylist(
  { context, playlists }: { context: ServerContext; playlists: PlaylistMemory },
  request: FastifyRequest<MediaRequest>,
  reply: FastifyReply,
  { visit, place }: { visit: MediaVisit; place: { editionId: string; name: string } },
): Promise<FastifyReply> {
  const { access } = visit;
  const { captions: videoId } = request.query;
  const playlist = await playlists.find({ ...place, assetId: access.assetId });
  if (!playlist) throw new WeireelError('not_found');
  const declared =
    place.name === 'master.m3u8' && videoId !== undefined
      ? await withCaptions(context, visit, { playlist: playlist.body, videoId })
      : { playlist: playlist.body, isOpen: true };
  const isOpen = access.isOpen && declared.isOpen;
  const body = isOpen
    ? declared.playlist
    : rewriteUris(declared.playlist, (uri) => uri + signatureQuery(request.query));
  const scope = isOpen ? 'public' : 'private';
  // A growing playlist must be fetched afresh; a sealed one changes only with the edition, that is, its address.
  const age = playlist.state === 'growing' ? 'no-cache' : 'max-age=60';
  reply
    .header('cache-control', `${scope}, ${age}`)
    .header('last-modified', playlist.updatedAt.toUTCString())
    .type('application/vnd.apple.mpegurl');
  return reply.send(body);
}

/** The playlist of a project's preview, of one revision; nobody but who was given its signature sees it. */
async function sendPreview(
  { db }: ServerContext,
  request: FastifyRequest<MediaRequest>,
  reply: FastifyReply,
  { access, revision }: { access: MediaAccess; revision: number },
): Promise<FastifyReply> {
  const playlist = await findPreviewPlaylist(db, access.assetId, revision);
  if (playlist === null) throw new WeireelError('not_found');
  return reply
    .header('cache-control', 'private, no-cache')
    .type('application/vnd.apple.mpegurl')
    .send(rewriteUris(playlist, (uri) => uri + signatureQuery(request.query)));
}
