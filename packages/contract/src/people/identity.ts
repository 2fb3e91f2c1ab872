import { Type, type Static } from 'typebox';
import { Timestamp, nullable } from '../scalars.ts';

/** Answer of `GET /me/identity`. */
export const KnownIdentity = Type.Object({
  label: nullable(Type.String(), 'What the identity provider is called; null: this server knows none'),
  since: nullable(Timestamp, 'Since when I may come in by it; null: I may not'),
});

/** Body of `POST /me/identity`. */
export const LinkBody = Type.Object(
  {
    password: Type.Optional(Type.String({ maxLength: 1000, description: 'Absent: the account has none' })),
  },
  { additionalProperties: false },
);

/** Answer of `POST /me/identity`. */
export const IdentityLink = Type.Object({
  url: Type.String({ description: 'Address of the provider, where the same browser has to go on' }),
});

/** Whether I may come in by the identity provider. */
export type KnownIdentity = Static<typeof KnownIdentity>;
