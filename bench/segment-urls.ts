import type { Video } from '@weireel/contract';
import { parsePlaylist } from '@weireel/hls';

/** The segments of a video's best rendition, as absolute URLs. */
export async function segmentUrls(serverUrl: string, video: Video): Promise<string[]> {
  if (video.playback === null) throw new Error('the video has no playback');
  const masterUrl = new URL(video.playback.hlsUrl, serverUrl);
  const master = parsePlaylist(await textOf(masterUrl));
  if (master.kind !== 'multivariant') throw new Error('not a multivariant playlist');
  const best = master.variants.findLast((variant) => !variant.isIFramesOnly);
  if (!best) throw new Error('the multivariant playlist names no stream');
  const mediaUrl = new URL(best.uri, masterUrl);
  const media = parsePlaylist(await textOf(mediaUrl));
  if (media.kind !== 'media') throw new Error('not a media playlist');
  return media.segments.map(({ uri }) => new URL(uri, mediaUrl).href);
}

/** The bytes behind a URL. */
export async function bytesOf(url: string | URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${String(url)} answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function textOf(url: URL): Promise<string> {
  return new TextDecoder().decode(await bytesOf(url));
}
