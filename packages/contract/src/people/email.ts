import { Type, type Static } from 'typebox';
import { Timestamp, nullable } from '../scalars.ts';

/** An address for e-mail as HTML has it, below a top-level domain: nothing in it ends a line or begins a header. */
export const EmailAddress = Type.String({
  maxLength: 254,
  pattern:
    "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$",
  description: 'Address for e-mail',
});

/** Body of `POST /auth/forgotten`. */
export const ForgottenBody = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 254,
      description: 'Account, or the confirmed address of one',
    }),
  },
  { additionalProperties: false },
);

/** Answer of `GET /me/email`. */
export const OwnEmail = Type.Object({
  isOffered: Type.Boolean({ description: 'Whether this server can send mail' }),
  address: nullable(
    EmailAddress,
    'Where a link for a new password is sent; null: nowhere, until an address is confirmed',
  ),
  waiting: nullable(
    Type.Object({
      address: EmailAddress,
      state: Type.Enum(['sending', 'sent', 'failed'] as const),
      expiresAt: Timestamp,
    }),
    'The address that I have not confirmed yet; null: none',
  ),
});

/** Body of `PUT /me/email`. */
export const EmailBody = Type.Object(
  {
    address: EmailAddress,
    password: Type.Optional(Type.String({ maxLength: 1000, description: 'Absent: the account has none' })),
  },
  { additionalProperties: false },
);

/** Body of `POST /me/email/confirmation`. */
export const EmailCodeBody = Type.Object(
  {
    code: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'It stands behind `#` in the mailed link',
    }),
  },
  { additionalProperties: false },
);

/** Where a link for a new password is sent. */
export type OwnEmail = Static<typeof OwnEmail>;
