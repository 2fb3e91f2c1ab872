import type { User } from '@weireel/contract';
import type { UserCounts, UserRow } from '@weireel/db/people';

/** A person as others see them. */
export function presentUser(
  user: Pick<UserRow, 'id' | 'nickname' | 'bio' | 'badge' | 'roles'>,
  counts: UserCounts,
): User {
  return {
    id: user.id,
    nickname: user.nickname,
    avatarUrl: null,
    bio: user.bio,
    badge: user.badge,
    roles: user.roles,
    counts,
  };
}
