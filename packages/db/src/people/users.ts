import { skeletonOf } from '@weireel/catalogue/people';
import type { Role } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { countPublicVideos } from '../videos/public-videos.ts';
import type { UserRow } from './tables.ts';

/** A person to add. */
export interface NewUser {
  /** New id. */
  id: string;
  /** Lower-case sign-in name; null for WeChat only. */
  account: string | null;
  /** Hash of the password; null for WeChat only. */
  passwordHash: string | null;
  /** The person's id in this mini program. Absent: not from WeChat. */
  wechatOpenid?: string;
  /** The person's id across the owner's WeChat apps. Absent: not bound. */
  wechatUnionid?: string;
  /** Shown name. */
  nickname: string;
  /** Roles at the start. */
  roles: Role[];
  /** `pending` waits for an administrator. */
  state: 'active' | 'pending';
}

/** Adds a person; null when the WeChat identity, the account or one that looks the same is taken. */
export async function insertUser(db: Database, user: NewUser): Promise<UserRow | null> {
  const row = await db
    .insertInto('users')
    .values({
      id: user.id,
      account: user.account,
      account_skeleton: user.account === null ? null : skeletonOf(user.account),
      password_hash: user.passwordHash,
      wechat_openid: user.wechatOpenid ?? null,
      wechat_unionid: user.wechatUnionid ?? null,
      nickname: user.nickname,
      avatar_key: null,
      roles: user.roles,
      state: user.state,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Finds a person by lower-case account. */
export async function findUserByAccount(db: Database, account: string): Promise<UserRow | null> {
  return (await db.selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst()) ?? null;
}

/** Finds a person by WeChat openid. */
export async function findUserByOpenid(db: Database, openid: string): Promise<UserRow | null> {
  return (
    (await db.selectFrom('users').selectAll().where('wechat_openid', '=', openid).executeTakeFirst()) ?? null
  );
}

/** Whether an administrator exists. */
export async function hasAdmin(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`'admin' = any(roles)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a person counts. */
export interface UserCounts {
  /** Their videos that everybody may find. */
  videos: number;
  /** Who follow them. */
  followers: number;
  /** Whom they follow. */
  following: number;
}

/** What a person counts. */
export async function readUserCounts(db: Database, userId: string): Promise<UserCounts> {
  const counted = await db
    .selectFrom('users')
    .leftJoin('user_counts', 'user_counts.user_id', 'users.id')
    .select([countPublicVideos(sql.ref('users.id')).as('videos'), 'followers', 'following'])
    .where('users.id', '=', userId)
    .executeTakeFirst();
  const { videos = 0, followers, following } = counted ?? {};
  return { videos, followers: followers ?? 0, following: following ?? 0 };
}

/** Bytes that a person's sources take, with what open uploads announced. */
export async function usedBytes(db: Database, userId: string): Promise<number> {
  const row = await db
    .selectFrom('assets')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('size_bytes'), sql<number>`0`).as('used'))
    .where('owner_id', '=', userId)
    .where('state', '!=', sql.lit('deleted'))
    .executeTakeFirstOrThrow();
  return Number(row.used);
}

/** Finds a person. */
export async function findUser(db: Database, id: string): Promise<UserRow | null> {
  return (await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Holds a person's row until the transaction ends: what they may still use is counted by one at a time. */
export async function lockUser(trx: Database, id: string): Promise<void> {
  await trx.selectFrom('users').select('id').where('id', '=', id).forUpdate().execute();
}

/** Lets a person in who waits for it. False: nobody of this account waits. */
export async function approveUser(db: Database, account: string): Promise<boolean> {
  const row = await db
    .updateTable('users')
    .set({ state: 'active' })
    .where('account', '=', account)
    .where('state', '=', sql.lit('pending'))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
