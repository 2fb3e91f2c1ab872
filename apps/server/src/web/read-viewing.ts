import { mayOthers } from '@weireel/catalogue';
import { watchPath, type Playback } from '@weireel/contract';
import { findVideo, listLatestVideos, type VideoCard } from '@weireel/db/videos';
import type { ServerContext } from '../http/context.ts';
import { accessFacts } from '../videos/access-facts.ts';
import { presentPlayback } from '../videos/present-video.ts';
import type { PageFacts, Preload } from './page-head.ts';

/** A video for the head of its page. */
export interface Viewing {
  /** What the page says of it. */
  facts: PageFacts;
  /** What its first picture needs. */
  preloads: Preload[];
}

type Reading = Pick<ServerContext, 'db' | 'signer' | 'config'>;

/** Videos as the page of one shows them: to a visitor, whoever asks. */
export const readViewing = {
  /** A video; null when a visitor may not see it, or there is none. */
  async of(context: Reading, id: string): Promise<Viewing | null> {
    const row = /^[0-9A-Za-z]{16}$/.test(id) ? await findVideo(context.db, id) : null;
    return row !== null && mayOthers('see', accessFacts(row), 'visitor') ? present(context, row) : null;
  },
  /** The video with which the feed begins; null: it is empty. */
  async first(context: Reading): Promise<Viewing | null> {
    const [row] = await listLatestVideos(context.db, { viewerId: null, limit: 1, before: null });
    return row ? present(context, row) : null;
  },
};

function present({ config, signer }: Reading, row: VideoCard): Viewing {
  const { video, asset, author } = row;
  const playback = presentPlayback(row, signer);
  const absolute = (path: string | null | undefined): string | null =>
    path == null ? null : new URL(path, config.publicUrl).href;
  const { width_px: widthPx, height_px: heightPx } = asset;
  return {
    facts: {
      title: video.title,
      description:
        video.description.trim() === '' ? `${author.nickname} · ${video.title}` : video.description,
      url: config.publicUrl + watchPath(video.id),
      imageUrl: absolute(playback?.posterUrl),
      video: { mp4Url: absolute(playback?.mp4Url), widthPx, heightPx },
      isListed: video.visibility === 'public',
    },
    preloads: preloadsOf(playback),
  };
}

function preloadsOf(playback: Playback | null): Preload[] {
  if (playback === null) return [];
  const { posterUrl, hlsUrl } = playback;
  return [
    ...(posterUrl === null ? [] : [{ as: 'image' as const, href: posterUrl }]), // one of the four kinds
    { as: 'fetch', href: hlsUrl },
  ];
}
