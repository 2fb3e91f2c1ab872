import { Type } from 'typebox';
import type { Route } from '../route.ts';
import { feedCalls } from './calls.ts';
import { Video } from '../videos/shapes.ts';
import { FeedKind, Tag, TagParams, TagSort } from './shapes.ts';
import { IdParams, ListQuery, listOf } from '../scalars.ts';

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
  relatedVideos: {
    ...feedCalls.relatedVideos,
    summary: 'What goes with a video',
    params: IdParams,
    answer: listOf(Video),
  },
  tag: {
    ...feedCalls.tag,
    summary: 'A tag, and what stands beside it; `not_found` when no video that I may find has it',
    params: TagParams,
    answer: Tag,
  },
  tagVideos: {
    ...feedCalls.tagVideos,
    summary: 'Videos with a tag, the latest published first, or the hottest',
    params: TagParams,
    query: Type.Object(
      { ...ListQuery.properties, sort: Type.Optional(TagSort) },
      { additionalProperties: false },
    ),
    answer: listOf(Video),
  },
  hideVideo: {
    ...feedCalls.hideVideo,
    summary: 'I am not interested in a video: no feed of mine shows it any more',
    params: IdParams,
  },
  showVideo: { ...feedCalls.showVideo, summary: 'My feeds may show a video again', params: IdParams },
  hideAuthor: {
    ...feedCalls.hideAuthor,
    summary: 'No feed of mine shows videos of a person any more',
    params: IdParams,
  },
  showAuthor: {
    ...feedCalls.showAuthor,
    summary: 'My feeds may show videos of a person again',
    params: IdParams,
  },
} as const satisfies Record<string, Route>;
