import { Type, type Static } from 'typebox';
import { GroupRole } from '../groups/shapes.ts';
import { Id, nullable } from '../scalars.ts';
import { Video } from '../videos/shapes.ts';
import { profileLimits } from './profile-limits.ts';
import { Nickname } from './sign-in.ts';
import { User } from './user.ts';

/** A person as their own page shows them. */
export const Profile = Type.Object({
  ...User.properties,
  pinned: Type.Array(Video, { description: 'What they show first, as far as I may see it' }),
  channel: nullable(
    Type.Object({
      handle: Type.String(),
      myRole: nullable(GroupRole, 'What I am in it; null: I do not belong to it'),
    }),
    'null: it is a person',
  ),
  mine: nullable(
    Type.Object({
      following: Type.Boolean(),
      blocked: Type.Boolean({ description: 'Whether I have blocked them' }),
      muted: Type.Boolean({ description: 'Whether I have muted them' }),
    }),
    'What I have to do with them; null: nobody is signed in, or it is me',
  ),
});

/** Body of `PUT /me/profile`: what I say of myself, whole. */
export const ProfileBody = Type.Object(
  { nickname: Nickname, bio: Type.String({ maxLength: profileLimits.bio }) },
  { additionalProperties: false },
);

/** Body of `PUT /me/pinned-videos`. */
export const PinnedBody = Type.Object(
  {
    videoIds: Type.Array(Id, {
      maxItems: profileLimits.pinned,
      uniqueItems: true,
      description: 'My own videos, in their order',
    }),
  },
  { additionalProperties: false },
);

/** Body of `PUT /admin/users/{id}/badge`. */
export const BadgeBody = Type.Object(
  {
    badge: nullable(
      Type.String({ minLength: 1, maxLength: profileLimits.badge, pattern: '\\S' }),
      'For whom the person speaks; null: for themselves',
    ),
  },
  { additionalProperties: false },
);

/** A person as their own page shows them. */
export type Profile = Static<typeof Profile>;
/** Body of `PUT /me/profile`. */
export type ProfileBody = Static<typeof ProfileBody>;
