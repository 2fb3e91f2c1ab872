import { skeletonOf } from '@weireel/catalogue/people';
import { WeireelError, channelLimits, type GroupRole } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { isOfChannel } from '../groups/groups.ts';
import type { UserRow } from '../people/tables.ts';
import { lockUser } from '../people/users.ts';

/** A channel as one person sees it. */
export type ChannelOf = Pick<UserRow, 'id' | 'nickname' | 'avatar_key' | 'bio' | 'badge' | 'created_at'> & {
  /** Its handle. */
  account: string | null;
  /** What the person is in it; null: they do not belong to it. */
  my_role: GroupRole | null;
  /** How many belong to it. */
  members: number;
};

/** A channel to make. */
export interface NewChannel {
  /** New id. */
  id: string;
  /** Its handle, in lower case. */
  handle: string;
  /** What it is called. */
  nickname: string;
  /** What it says of itself. */
  bio: string;
  /** Who makes it, and owns it. */
  ownerId: string;
  /** Request that asks for it. */
  requestId: string;
}

/**
 * Makes a channel, which a person owns, with the group of who publish as it.
 *
 * @throws WeireelError `handle_taken`, `too_many_channels`
 */
export async function insertChannel(trx: Database, channel: NewChannel): Promise<void> {
  const { id, handle, nickname, bio, ownerId, requestId } = channel;
  // Held, so that two calls cannot both make the last one.
  await lockUser(trx, ownerId);
  const { rows } = await sql<{ owned: number }>`select count(*) as owned
    from group_members join groups on groups.id = group_id
    where user_id = ${ownerId} and role = 'owner' and ${isOfChannel}`.execute(trx);
  if ((rows[0]?.owned ?? 0) >= channelLimits.owned) throw new WeireelError('too_many_channels');
  const made = await trx
    .insertInto('users')
    .values({
      ...{ id, kind: 'channel', account: handle, account_skeleton: skeletonOf(handle), password_hash: null },
      ...{ wechat_openid: null, wechat_unionid: null, avatar_key: null },
      ...{ nickname, bio, roles: [], state: 'active' },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new WeireelError('handle_taken');
  await trx.insertInto('groups').values({ id, name: '', name_skeleton: null }).execute();
  await trx.insertInto('group_members').values({ group_id: id, user_id: ownerId, role: 'owner' }).execute();
  const payload = { byId: ownerId };
  await appendEvent(trx, { kind: 'channel.created', subjectId: id, userId: id, requestId, payload });
}

function channelsOf(db: Database, userId: string) {
  return db
    .selectFrom('users')
    .leftJoin('group_members as mine', (join) =>
      join.onRef('mine.group_id', '=', 'users.id').on('mine.user_id', '=', userId),
    )
    .select(['users.id', 'account', 'nickname', 'avatar_key', 'bio', 'badge', 'created_at'])
    .select([
      'mine.role as my_role',
      sql<number>`(select count(*) from group_members where group_id = users.id)`.as('members'),
    ])
    .where('users.kind', '=', 'channel')
    .where('users.state', '=', 'active');
}

/** Finds a channel as a person sees it; null: there is none. Whether they may see it is not asked. */
export async function findChannel(db: Database, id: string, userId: string): Promise<ChannelOf | null> {
  return (await channelsOf(db, userId).where('users.id', '=', id).executeTakeFirst()) ?? null;
}

/** The channels that a person belongs to, the newest first. */
export function listChannelsOf(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<ChannelOf[]> {
  return channelsOf(db, options.userId)
    .where('mine.user_id', 'is not', null)
    .where(isAfter(['users.created_at', 'users.id'], options.before))
    .orderBy('users.created_at', 'desc')
    .orderBy('users.id', 'desc')
    .limit(options.limit)
    .execute();
}

/**
 * Keeps a person in a channel until the transaction ends, so that nothing is published as it by who was taken out.
 *
 * @returns what they are in it; null: they do not belong to it
 */
export async function keepMember(
  trx: Database,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<GroupRole | null> {
  const row = await trx
    .selectFrom('group_members')
    .select('role')
    .where('group_id', '=', channelId)
    .where('user_id', '=', userId)
    .forShare()
    .executeTakeFirst();
  return row?.role ?? null;
}

/** Lets an asset that a channel shows be the channel's, so that it stays when who has sent it goes; false: none shows it. */
export async function leaveAssetToChannel(trx: Database, assetId: string): Promise<boolean> {
  const { rows } = await sql`update assets set owner_id = videos.author_id from videos
    where assets.id = ${assetId} and videos.made_by is not null and videos.author_id <> assets.owner_id
      and (videos.asset_id = assets.id or videos.next_asset_id = assets.id or assets.former_of = videos.id)
    returning assets.id`.execute(trx);
  return rows.length > 0;
}
