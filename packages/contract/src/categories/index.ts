export { categoryNameLength, mostCategories } from './category-limits.ts';
export { Category, CategoryBody, CategoryNames, CategoryOrderBody, CreateCategoryBody } from './shapes.ts';
