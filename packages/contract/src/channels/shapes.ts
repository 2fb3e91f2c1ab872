import { Type, type Static } from 'typebox';
import { GroupRole } from '../groups/shapes.ts';
import { profileLimits } from '../people/profile-limits.ts';
import { Nickname } from '../people/sign-in.ts';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { channelLimits } from './channel-limits.ts';

/**
 * An author that several people publish as. Others see it as a person (`GET /users/{id}`); what its members are is said
 * as of a group: a `member` publishes as it and changes what they have published; a `manager` changes everything of it,
 * reads its inbox and invites; an `owner` also says what it is called and what others are, and deletes it.
 */
export const Channel = Type.Object({
  id: Id,
  handle: Type.String({
    description: 'Names it where one types: no white space, lower case, like no account',
  }),
  nickname: Type.String(),
  avatarUrl: nullable(Type.String(), 'A small square; null: no picture'),
  bio: Type.String(),
  badge: nullable(Type.String(), 'For whom it speaks, as an administrator says; null: for itself'),
  myRole: nullable(GroupRole, 'null: I do not belong to it, and see it as an administrator'),
  members: Type.Integer(),
  createdAt: Timestamp,
});

/** Body of `POST /channels`. */
export const ChannelBody = Type.Object(
  {
    handle: Type.String({
      minLength: channelLimits.handle.min,
      maxLength: channelLimits.handle.max,
      pattern: '^[^\\s\\u0000-\\u001f]+$',
    }),
    nickname: Nickname,
    bio: Type.String({ maxLength: profileLimits.bio }),
  },
  { additionalProperties: false },
);

/** An author that several people publish as. */
export type Channel = Static<typeof Channel>;
