import { Type, type Static } from 'typebox';

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

/** Which feed. */
export type FeedKind = Static<typeof FeedKind>;
