import { Type, type Static } from 'typebox';
import { Timestamp } from '../scalars.ts';
import { Speaker } from './comments.ts';

/** Somebody who follows a person, or is followed by them. */
export const FollowedPerson = Type.Object({
  user: Speaker,
  bio: Type.String({ description: 'What they say of themselves' }),
  following: Type.Boolean({ description: 'Whether I follow them' }),
  since: Timestamp,
});

/** Somebody who follows a person, or is followed by them. */
export type FollowedPerson = Static<typeof FollowedPerson>;
