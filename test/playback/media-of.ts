import type { Playback } from '@weireel/contract';
import { expect } from 'vitest';
import type { Person } from '../api.ts';
import { send } from '../http.ts';

/** What plays of a video that is ready, as its author is told. */
export async function playbackOf(
  { api }: Person,
  id: string,
): Promise<Playback & { mp4Url: string; posterUrl: string }> {
  const { playback } = await api.call('video', { params: { id } });
  if (playback?.mp4Url == null || playback.posterUrl === null)
    throw new Error('something to play is missing');
  return { ...playback, mp4Url: playback.mp4Url, posterUrl: playback.posterUrl };
}

/** Everything that a player fetches of a video, as its author's playlists name it: paths, with their queries. */
export async function mediaOf(author: Person, id: string): Promise<string[]> {
  const { hlsUrl, mp4Url, posterUrl } = await playbackOf(author, id);
  const { items: covers } = await author.api.call('videoCovers', { params: { id } });
  expect(covers.length).toBeGreaterThan(0);
  const found = [hlsUrl, mp4Url, posterUrl, ...covers.map(({ imageUrl }) => imageUrl)];
  for (const path of found) {
    if (!path.includes('.m3u8')) continue;
    const { status, text } = await send(author.url, path);
    expect(status).toBe(200);
    const named = text.matchAll(/^(?!#)(.+)$|URI="([^"]+)"/gm);
    for (const [, line, uri] of named) found.push(toPath(new URL(line ?? uri ?? '', author.url + path)));
  }
  expect(found.length).toBeGreaterThan(6);
  return found;
}

const toPath = ({ pathname, search }: URL): string => pathname + search;

/** A path without what signs it. */
export const withoutQuery = (path: string): string => path.split('?')[0] ?? '';
