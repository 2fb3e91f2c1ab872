import type { Video } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { readMine, type Mine } from '@weireel/db/community';
import type { VideoCard, VideoWithAsset } from '@weireel/db/videos';
import type { MediaSigner } from '../playback/sign.ts';
import { presentVideo, type Audience } from './present-video.ts';

/** What presenting videos takes. */
export interface Presenting {
  /** Where it is read what the viewer has to do with them. */
  db: Database;
  /** Signs media of what is not open. */
  signer: MediaSigner;
}

/** Videos as one viewer may see them, with what that person has to do with each. */
export async function presentVideos(
  { db, signer }: Presenting,
  rows: readonly (VideoCard | VideoWithAsset)[],
  audience: Audience,
): Promise<Video[]> {
  const { viewer } = audience;
  if (viewer === null) return rows.map((row) => presentVideo(row, signer, { ...audience, mine: null }));
  const unasked = rows.filter(({ mine }) => mine === null).map(({ video }) => video);
  const read = await readMine(db, viewer.id, unasked);
  const mineOf = ({ mine, video }: VideoCard): Mine | null => mine ?? read.get(video.id) ?? null;
  return rows.map((row) => presentVideo(row, signer, { ...audience, mine: mineOf(row) }));
}

/** One video as a viewer may see it, with what that person has to do with it. */
export async function presentOneVideo(
  presenting: Presenting,
  row: VideoCard | VideoWithAsset,
  audience: Audience,
): Promise<Video> {
  const [video] = await presentVideos(presenting, [row], audience);
  if (!video) throw new TypeError('a row gives a video');
  return video;
}
