import type { Account } from '@weireel/contract';
import type { UserRow } from '@weireel/db/people';
import { presentSpeaker } from './present-speaker.ts';

/** A person as administrators see them. */
export function presentAccount(user: UserRow): Account {
  return {
    ...presentSpeaker(user),
    account: user.account,
    roles: user.roles,
    badge: user.badge,
    state: user.state,
    hasSecondFactor: user.second_factor_at !== null,
    createdAt: user.created_at.toISOString(),
  };
}
