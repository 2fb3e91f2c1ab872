import { Type, type Static } from 'typebox';
import { Id, ListQuery, Timestamp, nullable } from '../scalars.ts';
import { Role } from './user.ts';

/** Whether a person may sign in: yes; when an administrator has approved; not any more. */
export const AccountState = Type.Enum(['active', 'pending', 'disabled'] as const);

/** A person as administrators see them. */
export const Account = Type.Object({
  id: Id,
  account: nullable(Type.String(), 'null: they come by WeChat only'),
  nickname: Type.String(),
  avatarUrl: nullable(Type.String()),
  roles: Type.Array(Role),
  badge: nullable(Type.String(), 'For whom the person speaks; null: for themselves'),
  state: AccountState,
  hasSecondFactor: Type.Boolean({ description: 'Whether a code is asked of them when they sign in' }),
  createdAt: Timestamp,
});

/** Query of `GET /admin/users`. */
export const AccountsQuery = Type.Object(
  {
    ...ListQuery.properties,
    q: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'What account or nickname holds' }),
    ),
    role: Type.Optional(Role),
  },
  { additionalProperties: false },
);

/** Path parameters of calls about one role of one person. */
export const UserRoleParams = Type.Object({ id: Id, role: Role }, { additionalProperties: false });

/** Whether a person may sign in. */
export type AccountState = Static<typeof AccountState>;
/** A person as administrators see them. */
export type Account = Static<typeof Account>;
