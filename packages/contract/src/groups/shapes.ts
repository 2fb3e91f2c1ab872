import { Type, type Static } from 'typebox';
import { Speaker } from '../community/comments.ts';
import { Id, Timestamp, nullable } from '../scalars.ts';
import { groupNameLength } from './name-length.ts';

/**
 * What a person is in a group: who belongs to it; who also invites people and takes members out; who also names it,
 * says what others are, and deletes it.
 */
export const GroupRole = Type.Enum(['member', 'manager', 'owner'] as const);

const isChannel = Type.Boolean({
  description: 'Whether these are who publish as the channel of the same id, after which they are called',
});

/** People who see what is for them: a class, a desk; or who publish as a channel. */
export const Group = Type.Object({
  id: Id,
  name: Type.String(),
  isChannel,
  myRole: nullable(GroupRole, 'null: I do not belong to it, and see it as an administrator'),
  members: Type.Integer(),
  createdAt: Timestamp,
});

/** Somebody who belongs to a group. */
export const GroupMember = Type.Object({ user: Speaker, role: GroupRole, joinedAt: Timestamp });

/** An invitation to a group, without what opens it. */
export const GroupInvite = Type.Object({
  id: Id,
  by: nullable(Speaker, 'Who made it; null: they are gone'),
  usesLeft: Type.Integer(),
  expiresAt: Timestamp,
  createdAt: Timestamp,
});

/** An invitation that was just made; nobody is told its code again. */
export const NewGroupInvite = Type.Object({
  ...GroupInvite.properties,
  code: Type.String({
    description: 'Who has it may join; it stands behind `#` in the link of the web client',
  }),
});

/** Where an invitation leads. */
export const InviteTarget = Type.Object({
  group: Type.Object({ id: Id, name: Type.String(), isChannel, members: Type.Integer() }),
  isMember: Type.Boolean({ description: 'Whether I belong to it already' }),
});

/** Body of calls that name a group. */
export const GroupNameBody = Type.Object(
  {
    name: Type.String({
      ...{
        minLength: groupNameLength.min,
        maxLength: groupNameLength.max,
        pattern: '^[^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f][^\\u0000-\\u001f]*$',
      },
    }),
  },
  { additionalProperties: false },
);

/** Body of `PUT /groups/{id}/members/{userId}`. */
export const GroupMemberBody = Type.Object({ role: GroupRole }, { additionalProperties: false });

/** Body of `POST /groups/{id}/invites`. */
export const CreateGroupInviteBody = Type.Object(
  {
    uses: Type.Integer({ minimum: 1, maximum: 1000, description: 'People who may join by it' }),
    days: Type.Integer({ minimum: 1, maximum: 90, description: 'Days until it is over' }),
  },
  { additionalProperties: false },
);

/** Body of calls by who was invited. */
export const InviteCodeBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);

/** Path parameters of calls about one member. */
export const MemberParams = Type.Object({ id: Id, userId: Id }, { additionalProperties: false });

/** Path parameters of calls about one invitation. */
export const InviteParams = Type.Object({ id: Id, inviteId: Id }, { additionalProperties: false });

/** What a person is in a group. */
export type GroupRole = Static<typeof GroupRole>;
/** People who see what is for them. */
export type Group = Static<typeof Group>;
/** Somebody who belongs to a group. */
export type GroupMember = Static<typeof GroupMember>;
/** An invitation to a group. */
export type GroupInvite = Static<typeof GroupInvite>;
/** An invitation that was just made. */
export type NewGroupInvite = Static<typeof NewGroupInvite>;
/** Where an invitation leads. */
export type InviteTarget = Static<typeof InviteTarget>;
