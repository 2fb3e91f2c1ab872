import { Type } from 'typebox';
import { TagSort } from '../feed/shapes.ts';
import type { Route } from '../route.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';
import { categoriesCalls } from './calls.ts';
import { Category, CategoryBody, CategoryOrderBody, CreateCategoryBody } from './shapes.ts';

/** Calls about categories with the schemas of what they take and answer. */
export const categoriesRoutes = {
  categories: {
    ...categoriesCalls.categories,
    summary: 'All categories, in their order',
    answer: listOf(Category),
  },
  categoryVideos: {
    ...categoriesCalls.categoryVideos,
    summary: 'Videos of a category, the latest published first, or the hottest',
    params: IdParams,
    query: Type.Object(
      { ...ListQuery.properties, sort: Type.Optional(TagSort) },
      { additionalProperties: false },
    ),
    answer: listOf(Video),
  },
  createCategory: {
    ...categoriesCalls.createCategory,
    summary: 'Adds a category behind the others',
    body: CreateCategoryBody,
    answer: Category,
  },
  putCategory: {
    ...categoriesCalls.putCategory,
    summary: 'Renames a category, retires it, or brings it back',
    params: IdParams,
    body: CategoryBody,
    answer: Category,
  },
  putCategoryOrder: {
    ...categoriesCalls.putCategoryOrder,
    summary: 'Puts all categories in order',
    body: CategoryOrderBody,
    answer: listOf(Category),
  },
} as const satisfies Record<string, Route>;
