import { entry, type CatalogueEntry } from '../catalogue-entry.ts';

/** What may go wrong with groups. */
export const groupsErrors = {
  group_name_taken: entry(
    409,
    '已有同名或看起来一样的群组',
    'There is a group of this name, or one that looks the same',
  ),
  too_many_groups: entry(409, '你创建的群组已达上限', 'You own as many groups as one may'),
  last_owner: entry(
    409,
    '至少要保留一位所有者：请先转给别人，或将其删除',
    'It keeps at least one owner: make somebody else one first, or delete it',
  ),
  too_many_invites: entry(
    409,
    '有效的邀请链接太多，请先撤销一些',
    'There are too many invitations that still work; revoke some first',
  ),
  invite_invalid: entry(
    404,
    '邀请无效：链接不完整、已过期、已用完或已被撤销',
    'The invitation does not work: it is incomplete, over, used up or revoked',
  ),
} as const satisfies Record<string, CatalogueEntry>;
