import type { Playback } from '@weireel/contract';
import { listLatestVideos, type VideoCard } from '@weireel/db/videos';
import type { ServerContext } from '../http/context.ts';
import { oembedPath } from '../programs/addresses.ts';
import { findOpenVideo } from '../programs/find-open-video.ts';
import { describeVideo } from '../programs/open-video.ts';
import { presentPlayback } from '../videos/present-video.ts';
import type { EarlyVideo, PageFacts, Preload } from './page-head.ts';

/** A video for the head of its page. */
export interface Viewing {
  /** What the page says of it. */
  facts: PageFacts;
  /** What its first picture needs. */
  preloads: Preload[];
  /** Its file, which may play before any code is here; null: it has none. */
  early: EarlyVideo | null;
}

type Reading = Pick<ServerContext, 'db' | 'signer' | 'config'>;

/** Videos as the page of one shows them: to a visitor, whoever asks. */
export const readViewing = {
  /** A video; null when a visitor may not see it, or there is none. */
  async of(context: Reading, id: string): Promise<Viewing | null> {
    const row = await findOpenVideo(context, id);
    return row && present(context, row);
  },
  /** The video with which the feed begins; null: it is empty. */
  async first(context: Reading): Promise<Viewing | null> {
    const [row] = await listLatestVideos(context.db, { viewerId: null, limit: 1, before: null });
    return row ? present(context, row) : null;
  },
};

function present(context: Reading, row: VideoCard): Viewing {
  const { title, description, url, imageUrl, playback, widthPx, heightPx, isListed } = describeVideo(
    context,
    row,
  );
  const playing = presentPlayback(row, context.signer);
  const oembedUrl = `${context.config.publicUrl}${oembedPath}?format=json&url=${encodeURIComponent(url)}`;
  return {
    facts: {
      ...{ title, description, url, imageUrl, isListed },
      video: { mp4Url: playback?.mp4Url ?? null, widthPx, heightPx },
      alternates: [{ type: 'application/json+oembed', url: oembedUrl, title }],
    },
    preloads: preloadsOf(playing),
    early:
      row.video.visibility !== 'public' || playing?.mp4Url == null || widthPx === null || heightPx === null
        ? null
        : { id: row.video.id, mp4Url: playing.mp4Url, ratio: widthPx / heightPx },
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
