import { formatClock, formatCount, offeredPosition } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { currentLanguage } from '../language/language.ts';
import { absoluteUrl } from '../server-url.ts';

/** A video as a tile of a grid shows it. */
export type Tile = ReturnType<typeof tileOf>;

/** Puts a video into what a tile shows. `watched`: how much of it was, 0–1; absent: that is not told. It goes on there. */
export function tileOf(video: Video, watched = 0) {
  const poster = video.playback?.posterUrl ?? null;
  return {
    id: video.id,
    title: video.title,
    author: video.author.nickname,
    poster: poster === null ? '' : absoluteUrl(poster),
    likes: formatCount(video.counts.likes, currentLanguage()),
    length: video.durationMs === null ? '' : formatClock(video.durationMs),
    watched: Math.round(watched * 100),
    atMs: offeredPosition(watched * (video.durationMs ?? 0), video.durationMs ?? 0) ?? 0,
  };
}
