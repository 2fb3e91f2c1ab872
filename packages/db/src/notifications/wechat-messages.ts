import type { NotificationKind } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { unheardBy } from '../people/apart.ts';
import { isTold } from './notifications.ts';

/** Which template tells of which notices. */
export interface MessageTemplate {
  /** Id of the template. */
  templateId: string;
  /** What it is for. */
  kinds: readonly NotificationKind[];
}

/** A message that is to be sent now; the consent for it is spent. */
export interface WechatMessage {
  /** The notice that it tells of. */
  noticeId: string;
  /** Why. */
  kind: NotificationKind;
  /** Who gets it. */
  userId: string;
  /** The same, as WeChat knows them. */
  openid: string;
  /** By which template. */
  templateId: string;
  /** Who did it last. */
  nickname: string;
  /** The video that it is about; null: it is about the person. */
  videoId: string | null;
  /** Its title. */
  title: string | null;
  /** What was said; null: nothing, or it is gone. */
  body: string | null;
  /** When. */
  at: Date;
}

/** One more message that somebody agrees to get, of each of some templates; beyond `most` they are not counted. */
export async function addConsents(
  trx: Database,
  { userId, templateIds, most }: { userId: string; templateIds: readonly string[]; most: number },
): Promise<void> {
  await sql`
    insert into wechat_consents (user_id, template_id, messages)
    select ${userId}, template_id, 1 from unnest(${templateIds}::text[]) as each (template_id) order by 2
    on conflict (user_id, template_id) do update
    set messages = least(wechat_consents.messages + 1, ${most})`.execute(trx);
}

/** How many messages somebody has agreed to get, by template; those that are missing: none. */
export async function readConsents(db: Database, userId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('wechat_consents')
    .select(['template_id', 'messages'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(rows.map(({ template_id, messages }) => [template_id, messages]));
}

/**
 * Takes the next notice that WeChat is to tell of, with a consent for it: unread for a while, not yet sent, and one
 * that its list would still show them. Null: there is none.
 *
 * @param when `before`: later ones may still be read by themselves; `after`: earlier ones are no news
 */
export async function claimMessage(
  trx: Database,
  templates: readonly MessageTemplate[],
  { before, after }: { before: Date; after: Date },
): Promise<WechatMessage | null> {
  const pairs = templates.flatMap(({ templateId, kinds }) => kinds.map((kind) => ({ templateId, kind })));
  const them = sql.ref('notifications.user_id');
  const { rows } = await sql<WechatMessage>`
    with due as materialized (
      select notifications.id, wechat_consents.template_id
      from wechat_consents
        join notifications using (user_id)
        join users on users.id = notifications.user_id
        left join videos on videos.id = notifications.video_id
        left join assets on assets.id = videos.asset_id
      where wechat_consents.messages > 0 and not notifications.is_read and not notifications.is_sent
        and (notifications.kind, wechat_consents.template_id) in (
          select * from unnest(${pairs.map(({ kind }) => kind)}::text[], ${pairs.map(({ templateId }) => templateId)}::text[]))
        and notifications.updated_at <= ${before} and notifications.updated_at > ${after}
        and users.state = 'active' and users.wechat_openid is not null and ${isTold(them)}
      order by notifications.updated_at, notifications.id limit 1
      for update of wechat_consents, notifications skip locked),
    told as (update notifications set is_sent = true from due where notifications.id = due.id
      returning notifications.*, due.template_id),
    spent as (update wechat_consents set messages = messages - 1 from told
      where wechat_consents.user_id = told.user_id and wechat_consents.template_id = told.template_id)
    select told.id as "noticeId", told.kind, told.user_id as "userId", users.wechat_openid as openid,
      told.template_id as "templateId", told.video_id as "videoId", videos.title, told.updated_at as at,
      case when comments.state = 'shown' then comments.body end as body,
      (select nickname from unnest(told.actor_ids) with ordinality as actor (id, place)
        join users as actors on actors.id = actor.id
        where actor.id <> all (${unheardBy(sql.ref('told.user_id'))}) order by place limit 1) as nickname
    from told join users on users.id = told.user_id
      left join videos on videos.id = told.video_id
      left join comments on comments.id = told.comment_id`.execute(trx);
  return rows[0] ?? null;
}

/** Nothing was sent: the consent is theirs again, and the notice waits, if it is to be tried once more. */
export async function giveConsentBack(
  trx: Database,
  { userId, templateId, noticeId }: WechatMessage,
  { isTriedAgain }: { isTriedAgain: boolean },
): Promise<void> {
  await sql`
    update wechat_consents set messages = messages + 1
    where user_id = ${userId} and template_id = ${templateId}`.execute(trx);
  if (isTriedAgain)
    await trx.updateTable('notifications').set({ is_sent: false }).where('id', '=', noticeId).execute();
}

/** Somebody takes no more messages of a template: what they said before is void. */
export async function clearConsents(
  trx: Database,
  { userId, templateId }: { userId: string; templateId: string },
): Promise<void> {
  await trx
    .deleteFrom('wechat_consents')
    .where('user_id', '=', userId)
    .where('template_id', '=', templateId)
    .execute();
}
