import { Type, type Static } from 'typebox';
import { SentPicture } from './avatar.ts';
import { Unread } from '../notifications/shapes.ts';
import { Id, nullable } from '../scalars.ts';
import { roleNames } from './roles.ts';

/** What a person is here; `permissions` says what they may do by that. */
export const Role = Type.Enum(roleNames);

/** What a person is here. */
export type Role = Static<typeof Role>;

/** A person as others see them. */
export const User = Type.Object({
  id: Id,
  nickname: Type.String(),
  avatarUrl: nullable(Type.String(), 'A small square, as beside words; null: no picture'),
  largeAvatarUrl: nullable(Type.String(), 'The same for their own page'),
  bio: Type.String(),
  badge: nullable(
    Type.String(),
    'For whom the person speaks, as an administrator says; null: for themselves',
  ),
  roles: Type.Array(Role),
  counts: Type.Object({ videos: Type.Integer(), followers: Type.Integer(), following: Type.Integer() }),
});

/** A person as others see them. */
export type User = Static<typeof User>;

/** The signed-in person, with what only they may see. */
export const Me = Type.Object({
  ...User.properties,
  account: nullable(Type.String()),
  sentPicture: nullable(SentPicture, 'The picture that I have sent last; null: what I sent is shown'),
  quota: Type.Object({
    usedBytes: Type.Integer({
      description: 'Bytes of finished sources plus bytes announced by open uploads',
    }),
    limitBytes: nullable(Type.Integer({ description: 'null: no limit' })),
  }),
  unread: Unread,
});

/** The signed-in person, with what only they may see. */
export type Me = Static<typeof Me>;
