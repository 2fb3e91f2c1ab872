import {
  endOf,
  isKnownItem,
  type Asset,
  type EditDocument,
  type Item,
  type KnownItem,
  type Track,
} from '../edit-document.ts';

/** A piece of a video or of its sound. */
export type Clip = Extract<KnownItem, { kind: 'clip' }>;

/** An item as a clip; null: it is none. */
export function asClip(item: Item | null | undefined): Clip | null {
  return item != null && isKnownItem(item) && item.kind === 'clip' ? item : null;
}

/** The track of the film: the lowest with a picture. Its clips follow one another, and close up. */
export function mainTrack({ tracks }: EditDocument): Track | null {
  return tracks.find(({ kind }) => kind === 'visual') ?? null;
}

/** Whether a track lies over the film: it goes with its last item. */
export function isOverFilm(document: EditDocument, track: Track): boolean {
  return track.kind === 'visual' && track.id !== mainTrack(document)?.id;
}

/** An item with its track; null: there is none of this id. */
export function findItem({ tracks }: EditDocument, id: string | null): { item: Item; track: Track } | null {
  for (const track of tracks) {
    const item = track.items.find((each) => each.id === id);
    if (item !== undefined) return { item, track };
  }
  return null;
}

/** The item of a track at a time; null in a gap. */
export function itemAt(track: Track, at: number): Item | null {
  return track.items.find((item) => item.start <= at && at < endOf(item)) ?? null;
}

/** The library's id of what a clip plays; null: it is of no library. */
export function assetIdOf(document: EditDocument, clip: Pick<Clip, 'asset'>): string | null {
  const asset: Asset | undefined = document.assets[clip.asset];
  return asset !== undefined && 'assetId' in asset && typeof asset.assetId === 'string'
    ? asset.assetId
    : null;
}

/** The item before which something is put that is dropped at a time: null: after the last. */
export function dropBefore(track: Track, at: number, exceptId: string | null = null): Item | null {
  return track.items.find(({ id, start, duration }) => id !== exceptId && at < start + duration / 2) ?? null;
}
