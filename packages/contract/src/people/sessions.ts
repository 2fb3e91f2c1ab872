import { Type, type Static } from 'typebox';
import { Id, Timestamp } from '../scalars.ts';
import { Password } from './sign-in.ts';

/** A place where I am signed in. */
export const SignIn = Type.Object({
  id: Id,
  userAgent: Type.String({ description: 'What the program there calls itself; empty: it did not say' }),
  isCurrent: Type.Boolean({ description: 'Whether it is the one that asks' }),
  createdAt: Timestamp,
  lastSeenAt: Type.String({
    format: 'date-time',
    description: 'When it asked for something last, within a quarter of an hour',
  }),
});

/** Body of `PUT /me/password`. */
export const PasswordBody = Type.Object(
  {
    password: Type.String({ maxLength: 1000, description: 'The one until now' }),
    newPassword: Password,
  },
  { additionalProperties: false },
);

/** Body of `POST /me/deletion`. */
export const DeletionBody = Type.Object(
  {
    password: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'Absent: the account has none, as those that come by WeChat',
      }),
    ),
  },
  { additionalProperties: false },
);

/** A link by which a person chooses a new password, as it was just made. */
export const PasswordReset = Type.Object({
  code: Type.String({ description: 'It works once; it stands behind `#` in the link of the web client' }),
  expiresAt: Timestamp,
});

/** Body of `POST /auth/reset`. */
export const ResetBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 100 }), password: Password },
  { additionalProperties: false },
);

/** A place where I am signed in. */
export type SignIn = Static<typeof SignIn>;
/** A link by which a person chooses a new password, as it was just made. */
export type PasswordReset = Static<typeof PasswordReset>;
