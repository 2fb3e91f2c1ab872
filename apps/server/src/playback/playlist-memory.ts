import type { findPlaylist } from '@weireel/db/playback';
import { createRecent } from '../http/recent.ts';

type Playlist = NonNullable<Awaited<ReturnType<typeof findPlaylist>>>;
/** Which playlist of which edition. */
export type PlaylistPlace = Parameters<typeof findPlaylist>[1];

/** Playlists, found once for the many who begin to watch. */
export interface PlaylistMemory {
  /** The playlist of a place; null: there is none. Whether it may be read is the caller's to know. */
  find(place: PlaylistPlace): Promise<Playlist | null>;
}

/** Players may keep one for a minute themselves. */
const keptMs = 10_000;
/** Some kilobytes each; an hour has a hundred of them. */
const capacity = 500;

/**
 * An empty memory. One that still grows is not remembered; a sealed one changes only with its edition, that is, its place.
 *
 * @param ask looks it up
 * @param elapsedMs a clock that never jumps
 */
export function createPlaylistMemory(
  ask: (place: PlaylistPlace) => Promise<Playlist | null>,
  elapsedMs: () => number,
): PlaylistMemory {
  const sealed = createRecent<Playlist>(capacity, { keptMs, elapsedMs });
  return {
    async find(place) {
      const key = `${place.assetId} ${place.editionId} ${place.name}`;
      const known = sealed.get(key);
      if (known) return known;
      const playlist = await ask(place);
      if (playlist?.state === 'sealed') sealed.set(key, playlist);
      return playlist;
    },
  };
}
