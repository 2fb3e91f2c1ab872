import type { CollectionKind, Visibility } from '@weireel/contract';
import type { Generated, Selectable } from 'kysely';
import type { Defaulted } from '../engine/column-types.ts';

/** Ordered lists of videos. */
export interface CollectionsTable {
  id: string;
  owner_id: string;
  /** Who made it as the channel that owns it; null: its owner did. */
  made_by: Defaulted<string | null>;
  kind: CollectionKind;
  title: string;
  description: string;
  visibility: Visibility;
  /** Whose cover it has; null: the first one's that a reader may see. */
  cover_video_id: Defaulted<string | null>;
  created_at: Generated<Date>;
}

/** For which groups a collection is. */
export interface CollectionGroupsTable {
  collection_id: string;
  group_id: string;
}

/** What is in a collection. */
export interface CollectionItemsTable {
  collection_id: string;
  video_id: string;
  /** Orders them, and says nothing else; no two of a collection have the same. */
  place: number;
}

/** Ordered lists of videos, for whom they are, and what is in them. */
export interface CollectionsTables {
  collections: CollectionsTable;
  collection_groups: CollectionGroupsTable;
  collection_items: CollectionItemsTable;
}

/** A collection's row. */
export type CollectionRow = Selectable<CollectionsTable>;
