import type { Account } from '@weireel/contract';
import type { UserRow } from '@weireel/db/people';

/** A person as administrators see them. */
export function presentAccount(user: UserRow): Account {
  return {
    id: user.id,
    account: user.account,
    nickname: user.nickname,
    avatarUrl: null,
    roles: user.roles,
    badge: user.badge,
    state: user.state,
    createdAt: user.created_at.toISOString(),
  };
}
