import { Type, type Static } from 'typebox';
import { Id } from '../scalars.ts';
import { categoryNameLength, mostCategories } from './category-limits.ts';

const Name = Type.String({
  minLength: categoryNameLength.min,
  maxLength: categoryNameLength.max,
  pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
});

/** What a category is called. */
export const CategoryNames = Type.Object(
  { zh: Name, en: Name },
  { additionalProperties: false, description: 'In Chinese and in English' },
);

/** What videos are sorted into by those who make them. */
export const Category = Type.Object({
  id: Id,
  names: CategoryNames,
  isRetired: Type.Boolean({ description: 'It stays on the videos that have it, and is chosen for no other' }),
});

/** Body of `POST /admin/categories`. */
export const CreateCategoryBody = Type.Object({ names: CategoryNames }, { additionalProperties: false });

/** Body of `PUT /admin/categories/{id}`. */
export const CategoryBody = Type.Object(
  { names: CategoryNames, isRetired: Type.Boolean() },
  { additionalProperties: false },
);

/** Body of `PUT /admin/categories`: all of them, in the order in which they are shown. */
export const CategoryOrderBody = Type.Object(
  { ids: Type.Array(Id, { maxItems: mostCategories, uniqueItems: true }) },
  { additionalProperties: false },
);

/** What videos are sorted into. */
export type Category = Static<typeof Category>;
/** What a category is called. */
export type CategoryNames = Static<typeof CategoryNames>;
