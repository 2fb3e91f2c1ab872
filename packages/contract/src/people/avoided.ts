import { Type, type Static } from 'typebox';
import { Speaker } from '../community/comments.ts';
import { ListQuery, Timestamp } from '../scalars.ts';

/**
 * Why I do not meet a person: I have blocked them, and neither of us meets the other; I have muted them, and read
 * nothing that they say; or no feed of mine shows their videos.
 */
export const Avoidance = Type.Union([Type.Literal('blocked'), Type.Literal('muted'), Type.Literal('hidden')]);

/** Which of those whom I do not meet are asked for. */
export const AvoidedQuery = Type.Object(
  { ...ListQuery.properties, by: Avoidance },
  { additionalProperties: false },
);

/** A person whom I do not meet. */
export const Avoided = Type.Object({ user: Speaker, since: Timestamp });

/** Why I do not meet a person. */
export type Avoidance = Static<typeof Avoidance>;
/** A person whom I do not meet. */
export type Avoided = Static<typeof Avoided>;
