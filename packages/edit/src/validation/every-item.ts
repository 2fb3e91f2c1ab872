import type { EditDocument, Item } from '../edit-document.ts';

/** All items with their paths: those of the tracks, and those that lie over the cover. */
export function everyItem(document: EditDocument): { item: Item; path: string }[] {
  return [
    ...document.tracks.flatMap(({ items }, track) =>
      items.map((item, index) => ({ item, path: `tracks.${track}.items.${index}` })),
    ),
    ...(document.cover?.items ?? []).map((item, index) => ({ item, path: `cover.items.${index}` })),
  ];
}
