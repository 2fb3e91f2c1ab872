import { avatarKey } from '@weireel/catalogue';
import type { Speaker } from '@weireel/contract';
import type { UserRow } from '@weireel/db/people';

/** A person as they are named beside what they said or did. */
export function presentSpeaker({
  id,
  nickname,
  avatar_key,
}: Pick<UserRow, 'id' | 'nickname' | 'avatar_key'>): Speaker {
  return { id, nickname, avatarUrl: avatarUrl(avatar_key, 'small') };
}

/** Where one size of a person’s avatar is; a new one has another address. Null: they show none. */
export function avatarUrl(prefix: string | null, size: 'small' | 'large'): string | null {
  return prefix === null ? null : `/media/${avatarKey(prefix, size)}`;
}
