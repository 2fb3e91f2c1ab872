import type { Static } from 'typebox';
import type * as assets from './schema/asset.ts';
import type { Clip } from './schema/clip.ts';
import type * as schema from './schema/edit-document.ts';
import type * as items from './schema/item.ts';
import type { Caption, Text } from './schema/text.ts';
import type * as tracks from './schema/track.ts';

/** What is edited, as data; the meaning of each field is in the schema. */
export type EditDocument = Static<typeof schema.EditDocument>;

/** A row of the timeline. */
export type Track = Static<typeof tracks.Track>;

/** Something with a place on a track. */
export type Item = KnownItem | items.UnknownItem;

/** An item of a kind that we can draw or play. */
export type KnownItem = Clip | items.Image | Text | items.Sticker | items.Shape | Caption | items.Adjust;

/** A file that items refer to. */
export type Asset = KnownAsset | assets.UnknownAsset;

/** An asset of a kind that we can use. */
export type KnownAsset =
  | assets.VideoAsset
  | assets.AudioAsset
  | assets.ImageAsset
  | assets.AnimationAsset
  | assets.FontAsset
  | assets.LutAsset;

const itemKinds: Record<KnownItem['kind'], true> = {
  ...{ clip: true, image: true, text: true, sticker: true, shape: true, caption: true, adjust: true },
};

const assetKinds: Record<KnownAsset['kind'], true> = {
  ...{ video: true, audio: true, image: true, animation: true, font: true, lut: true },
};

/** Whether an item is of a kind that we know; what a newer program put there is kept and draws nothing. */
export function isKnownItem(item: Item): item is KnownItem {
  return Object.hasOwn(itemKinds, item.kind);
}

/** Whether an asset is of a kind that we know. */
export function isKnownAsset(asset: Asset): asset is KnownAsset {
  return Object.hasOwn(assetKinds, asset.kind);
}

/** The asset of this id; null when there is none, or none of a kind that we know. */
export function assetOf(document: EditDocument, id: string): KnownAsset | null {
  // Own fields only: «constructor» is a lawful id.
  const asset = Object.hasOwn(document.assets, id) ? document.assets[id] : undefined;
  return asset !== undefined && isKnownAsset(asset) ? asset : null;
}

/** Where an item ends on the timeline, in ticks; the first that is no more its own. */
export function endOf(item: Pick<Item, 'start' | 'duration'>): number {
  return item.start + item.duration;
}

/** Where the timeline ends: the end of its last item, in ticks. */
export function durationOf(document: EditDocument): number {
  return Math.max(0, ...document.tracks.flatMap(({ items }) => items.map(endOf)));
}
