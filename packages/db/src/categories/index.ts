export {
  findCategory,
  insertCategory,
  listCategories,
  orderCategories,
  updateCategory,
} from './categories.ts';
export type { CategoryRow } from './tables.ts';
