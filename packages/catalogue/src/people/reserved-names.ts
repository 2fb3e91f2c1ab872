import { skeletonOf } from './skeleton.ts';

/** Names that speak for the server or those who run it. */
const reservedNames = [
  ...[
    'admin',
    'administrator',
    'root',
    'superuser',
    'sysadmin',
    'system',
    'owner',
    'webmaster',
    'postmaster',
  ],
  ...['moderator', 'support', 'helpdesk', 'customerservice', 'security', 'staff', 'team', 'official'],
  ...['weireel', 'weireelofficial', 'weireelsupport', 'weireelteam', 'weireeladmin'],
  ...[
    '管理员',
    '管理員',
    '超级管理员',
    '超級管理員',
    '系统管理员',
    '系統管理員',
    '系统',
    '系統',
    '系统消息',
    '系統消息',
  ],
  ...[
    '站长',
    '站長',
    '版主',
    '客服',
    '审核员',
    '審核員',
    '官方',
    '官方账号',
    '官方帐号',
    '官方帳號',
    '官方客服',
  ],
  ...['微影', '微影官方', '微影客服', '微影团队', '微影團隊', '微影管理员', '微影管理員'],
];

const reserved = new Set(reservedNames.map(bareSkeletonOf));

/** Whether a name looks like one that only administrators may bear, whatever marks and signs are put about it. */
export function isReservedName(name: string): boolean {
  return reserved.has(bareSkeletonOf(name));
}

/** Letters and digits alone: `Á.d.m.i.n` must not pass for the administrator either. */
function bareSkeletonOf(name: string): string {
  const bare = name.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '');
  return skeletonOf(bare)
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
