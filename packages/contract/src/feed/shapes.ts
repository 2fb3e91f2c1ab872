import { Type, type Static } from 'typebox';
import { tagLength } from '../videos/tag-length.ts';

/**
 * Which feed: what is newest; of those whom I follow; what many like now; what is chosen for me, and not shown again
 * while there is anything else.
 */
export const FeedKind = Type.Union([
  Type.Literal('latest'),
  Type.Literal('following'),
  Type.Literal('hot'),
  Type.Literal('recommended'),
]);

/** Path parameters of calls about one tag, however it is written. */
export const TagParams = Type.Object(
  { tag: Type.String({ minLength: 1, maxLength: tagLength, pattern: '\\S' }) },
  { additionalProperties: false },
);

/** In which order the videos of a tag come: the latest published first, or what many like now. */
export const TagSort = Type.Enum(['latest', 'hot'] as const);

const tagged = {
  tag: Type.String({ description: 'As most write it' }),
  videoCount: Type.Integer({ description: 'Videos with it that I may find, among up to a thousand' }),
};

/** A tag, with those that videos often have beside it. */
export const Tag = Type.Object({
  ...tagged,
  related: Type.Array(Type.Object(tagged), { description: 'Those of most videos first' }),
});

/** A tag. */
export type Tag = Static<typeof Tag>;
/** In which order the videos of a tag come. */
export type TagSort = Static<typeof TagSort>;
/** Which feed. */
export type FeedKind = Static<typeof FeedKind>;
