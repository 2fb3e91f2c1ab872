import { Type, type Static } from 'typebox';
import { Collection } from '../collections/shapes.ts';
import { User } from '../people/user.ts';
import { Id, ListQuery, Timestamp, nullable } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';

/** Characters of a query. */
export const queryLength = { max: 100 } as const;

/** What is looked for. */
export const SearchType = Type.Enum(['video', 'user', 'tag', 'collection'] as const);

const Typed = Type.String({ minLength: 1, maxLength: queryLength.max, pattern: '\\S' });
const durationMs = { minimum: 0, maximum: 86_400_000 };

/** Query of `GET /search`. The filters are for videos. */
export const SearchQuery = Type.Object(
  {
    ...ListQuery.properties,
    q: Typed,
    type: Type.Optional(SearchType),
    minDurationMs: Type.Optional(Type.Integer(durationMs)),
    maxDurationMs: Type.Optional(Type.Integer(durationMs)),
    categoryId: Type.Optional(Id),
    collectionId: Type.Optional({ ...Id, description: 'Only in this collection or course' }),
    publishedAfter: Type.Optional(Timestamp),
    publishedBefore: Type.Optional(Timestamp),
  },
  { additionalProperties: false },
);

/** Query of `GET /search/suggestions`: what was typed so far. */
export const SuggestionsQuery = Type.Object({ q: Typed }, { additionalProperties: false });

/** Pieces of a text that answer the query, in their order and apart from each other. */
export const Highlights = Type.Array(
  Type.Object({
    start: Type.Integer({ description: 'In UTF-16 units' }),
    end: Type.Integer({ description: 'Behind the last one' }),
  }),
);

/** Where in a video something is said, as its captions have it. */
export const SpokenHit = Type.Object({
  language: Type.String({ description: 'Of the captions' }),
  atMs: Type.Integer({ description: 'When it begins to be said' }),
  text: Type.String(),
  highlights: Highlights,
});

/** A chapter whose title answers. */
export const ChapterHit = Type.Object({
  atMs: Type.Integer({ description: 'When it begins' }),
  title: Type.String(),
  highlights: Highlights,
});

/** A video that was found. */
export const FoundVideo = Type.Object({
  ...Video.properties,
  highlights: Type.Object({
    title: Highlights,
    description: Highlights,
    tags: Type.Array(Highlights, { description: 'One for each tag' }),
    author: Highlights,
  }),
  chapter: nullable(ChapterHit, 'The first chapter that answers; null: none does'),
  spoken: nullable(SpokenHit, 'Where it is said; null: nowhere, or it has no captions'),
});

/** A person who was found. */
export const FoundUser = Type.Object({
  ...User.properties,
  highlights: Type.Object({ nickname: Highlights }),
});

/** A tag that was found. */
export const FoundTag = Type.Object({
  tag: Type.String(),
  videoCount: Type.Integer({ description: 'Videos with it among the newest thousand that answer the query' }),
  highlights: Type.Object({ tag: Highlights }),
});

/** A collection or course that was found. */
export const FoundCollection = Type.Object({
  ...Collection.properties,
  highlights: Type.Object({ title: Highlights, description: Highlights }),
});

/** Answer of `GET /search`: the list of the type that was asked for is filled. */
export const SearchAnswer = Type.Object({
  items: Type.Union([
    Type.Array(FoundVideo),
    Type.Array(FoundUser),
    Type.Array(FoundTag),
    Type.Array(FoundCollection),
  ]),
  nextCursor: nullable(Type.String()),
  isNearest: Type.Boolean({
    description: 'Nothing answers the query: these are the nearest to it, such as words that sound alike',
  }),
});

/** Answer of `GET /search/suggestions` and `GET /search/hot`: what one might search for. */
export const SearchWords = Type.Object({ items: Type.Array(Type.Object({ text: Type.String() })) });

/** What is looked for. */
export type SearchType = Static<typeof SearchType>;
/** Query of `GET /search`. */
export type SearchQuery = Static<typeof SearchQuery>;
/** Pieces of a text that answer the query. */
export type Highlights = Static<typeof Highlights>;
/** A video that was found. */
export type FoundVideo = Static<typeof FoundVideo>;
/** A person who was found. */
export type FoundUser = Static<typeof FoundUser>;
/** A tag that was found. */
export type FoundTag = Static<typeof FoundTag>;
/** A collection or course that was found. */
export type FoundCollection = Static<typeof FoundCollection>;
/** Answer of `GET /search`. */
export type SearchAnswer = Static<typeof SearchAnswer>;
