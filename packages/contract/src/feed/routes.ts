import { Type } from 'typebox';
import type { Route } from '../route.ts';
import { feedCalls } from './calls.ts';
import { Video } from '../videos/shapes.ts';
import { FeedKind } from './shapes.ts';
import { ListQuery, listOf } from '../scalars.ts';

/** Calls about feed with the schemas of what they take and answer. */
export const feedRoutes = {
  feed: {
    ...feedCalls.feed,
    summary: 'A stream of videos',
    query: Type.Object(
      { ...ListQuery.properties, kind: Type.Optional(FeedKind) },
      { additionalProperties: false },
    ),
    answer: listOf(Video),
  },
} as const satisfies Record<string, Route>;
