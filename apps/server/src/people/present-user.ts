import type { User } from '@weireel/contract';
import type { UserRow } from '@weireel/db/people';

/** A person as others see them. */
export function presentUser(
  user: Pick<UserRow, 'id' | 'nickname' | 'bio' | 'roles'>,
  publicVideos: number,
): User {
  return {
    id: user.id,
    nickname: user.nickname,
    avatarUrl: null,
    bio: user.bio,
    roles: user.roles,
    counts: { videos: publicVideos, followers: 0, following: 0 },
  };
}
