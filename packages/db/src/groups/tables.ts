import type { GroupRole } from '@weireel/contract';
import type { Generated, Selectable } from 'kysely';
import type { Instant } from '../engine/column-types.ts';

/** People who see what is for them. */
export interface GroupsTable {
  id: string;
  name: string;
  /**
   * What the name looks like (`skeletonOf`); no two groups look the same. Null: these are who publish as the channel of
   * the same id, and go by its name.
   */
  name_skeleton: string | null;
  created_at: Generated<Date>;
}

/** Who belongs to which group. */
export interface GroupMembersTable {
  group_id: string;
  user_id: string;
  role: GroupRole;
  joined_at: Generated<Date>;
}

/** Invitations, by the SHA-256 of their code. A revoked one is gone. */
export interface GroupInvitesTable {
  id: string;
  group_id: string;
  code_hash: string;
  created_by: string | null;
  uses_left: number;
  expires_at: Instant;
  created_at: Generated<Date>;
}

/** For which groups a video is. */
export interface VideoGroupsTable {
  video_id: string;
  group_id: string;
}

/** Groups, their members and invitations, and what is for them. */
export interface GroupsTables {
  groups: GroupsTable;
  group_members: GroupMembersTable;
  group_invites: GroupInvitesTable;
  video_groups: VideoGroupsTable;
}

/** A group's row. */
export type GroupRow = Selectable<GroupsTable>;
