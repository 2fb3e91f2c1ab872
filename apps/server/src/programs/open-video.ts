import { watchPath } from '@weireel/contract';
import type { VideoCard } from '@weireel/db/videos';
import type { ServerContext } from '../http/context.ts';
import { presentPlayback } from '../videos/present-video.ts';
import { personPath } from './addresses.ts';

/** What presenting a video to other programs takes. */
export type Presenting = Pick<ServerContext, 'signer' | 'config'>;

/** A video as other programs are told of it: crawlers, feed readers, and pages that show it in a frame. */
export interface OpenVideo {
  /** Its id. */
  id: string;
  /** As its author calls it. */
  title: string;
  /** In its author's words, else its author's name and its title. */
  description: string;
  /** Address of its page. */
  url: string;
  /** Its cover. Null: there is none yet. */
  imageUrl: string | null;
  /** What plays; null: nothing does yet. */
  playback: {
    /** Its multivariant playlist. */
    hlsUrl: string;
    /** The same as one file. Null: it is not made yet. */
    mp4Url: string | null;
    /** Blob key of that file. */
    mp4Key: string | null;
    /** Its captions as WebVTT. */
    captions: { url: string; language: string; label: string }[];
  } | null;
  /** Its picture's size in pixels; null: not known yet. */
  widthPx: number | null;
  /** As `widthPx`. */
  heightPx: number | null;
  /** Its length; null: not known yet. */
  durationMs: number | null;
  /** When it was published; null: it never was. */
  publishedAt: Date | null;
  /** Who made it. */
  author: { nickname: string; url: string };
  /** Whether those who may not be given its address meet it in lists. */
  isListed: boolean;
  /** Whether its author lets others take a copy. */
  isDownloadable: boolean;
}

/**
 * Describes a video. To whom it may be described is for the caller to ask: only what a visitor may see is ever told to
 * programs.
 *
 * @param baseUrl what its addresses begin with; default: the public address. Empty: they are paths
 */
export function describeVideo(
  { signer, config }: Presenting,
  row: VideoCard,
  baseUrl: string = config.publicUrl,
): OpenVideo {
  const { video, asset, author, artefacts } = row;
  const playback = presentPlayback(row, signer);
  const absolute = (path: string): string => baseUrl + path;
  const orNull = (path: string | null | undefined): string | null => (path == null ? null : absolute(path));
  return {
    id: video.id,
    title: video.title,
    description: video.description.trim() === '' ? `${author.nickname} · ${video.title}` : video.description,
    url: absolute(watchPath(video.id)),
    imageUrl: orNull(playback?.posterUrl),
    playback: playback && {
      hlsUrl: absolute(playback.hlsUrl),
      mp4Url: orNull(playback.mp4Url),
      mp4Key: artefacts.find(({ kind }) => kind === 'progressive')?.key ?? null,
      captions: playback.captions.map(({ url, language, label }) => ({
        url: absolute(url),
        language,
        label,
      })),
    },
    widthPx: asset.width_px,
    heightPx: asset.height_px,
    durationMs: asset.duration_ms,
    publishedAt: video.published_at,
    author: { nickname: author.nickname, url: absolute(personPath(author.id)) },
    isListed: video.visibility === 'public',
    isDownloadable: video.downloadable,
  };
}
