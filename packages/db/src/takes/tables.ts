import type { Generated, Selectable } from 'kysely';

/** What assets are joined of: one row for each asset that is. */
export interface TakesTable {
  asset_id: string;
  owner_id: string;
  /** Assets, in order; they may be gone. */
  part_ids: string[];
  created_at: Generated<Date>;
}

/** What belongs to takes. */
export interface TakesTables {
  takes: TakesTable;
}

/** What an asset is joined of. */
export type TakesRow = Selectable<TakesTable>;
