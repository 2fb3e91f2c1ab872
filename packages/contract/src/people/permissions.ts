import { roleNames } from './roles.ts';

/**
 * Who may do what: the one table. A call names the permission that it needs (`Call.access`), and the rules of the
 * catalogue ask for one wherever more depends on the person than the call. A person has the permissions of all of
 * their roles; somebody without any role may look, and keep what is theirs.
 */
export const permissions = {
  /** Like, favourite, follow and comment. */
  take_part: roleNames,
  /** Upload, and make videos of what was uploaded. What is theirs already stays so without it. */
  publish: ['creator', 'teacher', 'editor', 'admin'],
  /** Make groups, and so decide who belongs to them. */
  make_groups: ['teacher', 'editor', 'admin'],
  /** Make channels, and so decide who publishes as them. */
  make_channels: ['teacher', 'editor', 'admin'],
  /** Decide about others’ comments on videos that they may see. */
  moderate_comments: ['editor', 'moderator', 'admin'],
  /** Read what people report, and decide about it. */
  decide_reports: ['editor', 'moderator', 'admin'],
  /** See others’ videos whomever these are for, change and delete them. */
  manage_videos: ['admin'],
  /** See who has an account, and give and take roles. */
  manage_people: ['admin'],
  /** Run the installation: its jobs and its health. */
  admin: ['admin'],
} as const satisfies Record<string, readonly (typeof roleNames)[number][]>;

/** Something that not everybody may do. */
export type Permission = keyof typeof permissions;

/**
 * Whether somebody with these roles may do something.
 *
 * @param roles the person's roles; names of another version's count for nothing
 */
export function isPermitted(roles: readonly string[], permission: Permission): boolean {
  return permissions[permission].some((role) => roles.includes(role));
}
