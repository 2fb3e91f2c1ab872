import type { Group, GroupInvite, GroupMember } from '@weireel/contract';
import type { GroupOf, InviteOf, MemberOf } from '@weireel/db/groups';
import { presentSpeaker } from '../people/present-speaker.ts';

/** A group as one person sees it. */
export function presentGroup(row: GroupOf): Group {
  return {
    id: row.id,
    name: row.name,
    isChannel: row.is_channel,
    myRole: row.my_role,
    members: row.members,
    createdAt: row.created_at.toISOString(),
  };
}

/** Somebody who belongs to a group. */
export function presentMember({ user_id, role, joined_at, ...named }: MemberOf): GroupMember {
  return { user: presentSpeaker({ id: user_id, ...named }), role, joinedAt: joined_at.toISOString() };
}

/** An invitation, without what opens it. */
export function presentInvite(row: InviteOf): GroupInvite {
  const { by_id: id, by_nickname: nickname, by_avatar_key: avatar_key } = row;
  return {
    id: row.id,
    by: id !== null && nickname !== null ? presentSpeaker({ id, nickname, avatar_key }) : null,
    usesLeft: row.uses_left,
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}
