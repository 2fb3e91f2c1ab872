import { isManagedBy, progressOf, type Viewer } from '@weireel/catalogue';
import type { Collection, CollectionPage } from '@weireel/contract';
import { collectionFacts, listWatchedItems, type CollectionOf } from '@weireel/db/collections';
import { listCards } from '@weireel/db/videos';
import { presentSpeaker } from '../people/present-speaker.ts';
import { presentPlayback } from '../videos/present-video.ts';
import type { Presenting } from '../videos/present-videos.ts';

/** Collections as one viewer may see them. */
export async function presentCollections(
  { db, signer }: Presenting,
  rows: readonly CollectionOf[],
  viewer: Viewer,
): Promise<Collection[]> {
  const coverIds = rows.flatMap(({ shown_cover_id: id }) => (id === null ? [] : [id]));
  const cards = await listCards(db, [...new Set(coverIds)], viewer?.id ?? null);
  const covers = new Map(cards.map((card) => [card.video.id, presentPlayback(card, signer)]));
  return rows.map((row): Collection => {
    const isManager = isManagedBy(collectionFacts(row), viewer);
    const { shown_cover_id: coverId } = row;
    const playback = coverId === null ? null : (covers.get(coverId) ?? null);
    return {
      id: row.id,
      kind: row.kind,
      owner: presentSpeaker({
        id: row.owner_id,
        nickname: row.owner_nickname,
        avatar_key: row.owner_avatar_key,
      }),
      title: row.title,
      description: row.description,
      visibility: row.visibility,
      groups: isManager ? row.groups : null,
      itemCount: row.shown_count,
      cover:
        coverId === null
          ? null
          : {
              videoId: coverId,
              posterUrl: playback?.posterUrl ?? null,
              placeholder: playback?.placeholder ?? null,
            },
      coverVideoId: isManager ? row.cover_video_id : null,
      createdAt: row.created_at.toISOString(),
    };
  });
}

/** One collection as a viewer may see it, with how far they are in it. */
export async function presentCollectionPage(
  presenting: Presenting,
  row: CollectionOf,
  viewer: Viewer,
): Promise<CollectionPage> {
  const [collection] = await presentCollections(presenting, [row], viewer);
  if (!collection) throw new TypeError('a row gives a collection');
  const progress =
    viewer === null ? null : progressOf(await listWatchedItems(presenting.db, row.id, viewer.id));
  return { ...collection, progress, isManaged: isManagedBy(collectionFacts(row), viewer) };
}
