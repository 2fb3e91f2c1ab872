import type { Defaulted } from '../engine/column-types.ts';
import type { Generated, Selectable } from 'kysely';

/** What videos are sorted into. */
export interface CategoriesTable {
  id: string;
  name_zh: string;
  name_en: string;
  /** Where it stands among the others, the smallest first. */
  place: number;
  /** Whether it is chosen for no further video. */
  is_retired: Defaulted<boolean>;
  created_at: Generated<Date>;
}

/** Categories of videos. */
export interface CategoriesTables {
  categories: CategoriesTable;
}

/** A row of categories. */
export type CategoryRow = Selectable<CategoriesTable>;
