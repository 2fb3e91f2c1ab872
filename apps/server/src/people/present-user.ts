import type { User } from '@weireel/contract';
import type { UserCounts, UserRow } from '@weireel/db/people';
import { avatarUrl, presentSpeaker } from './present-speaker.ts';

/** A person as others see them. */
export function presentUser(
  user: Pick<UserRow, 'id' | 'nickname' | 'avatar_key' | 'bio' | 'badge' | 'roles'>,
  counts: UserCounts,
): User {
  return {
    ...presentSpeaker(user),
    largeAvatarUrl: avatarUrl(user.avatar_key, 'large'),
    bio: user.bio,
    badge: user.badge,
    roles: user.roles,
    counts,
  };
}
