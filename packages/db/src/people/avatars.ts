import { avatarEdgesPx, avatarKey } from '@weireel/catalogue';
import { WeireelError, type ErrorCode } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { appendEvent } from '../engine/events.ts';
import { storeArtefact } from '../videos/artefacts.ts';
import { lockUser } from './users.ts';

/** The picture that somebody has sent last and that is not shown. */
export interface SentPicture {
  /** Blob key. */
  key: string;
  /** Why it could not be made an avatar; null: it waits. Codes of another version are possible. */
  failureCode: string | null;
}

/** Minutes after which nobody has a page open that names an avatar that was replaced. */
const formerAvatarMinutes = 60;

/** Takes a picture whose bytes are stored, in place of one that was sent before and is not shown yet. */
export async function sendPicture(
  trx: Database,
  { personId, key }: { personId: string; key: string },
): Promise<void> {
  await lockUser(trx, personId);
  const former = await findSentPicture(trx, personId);
  if (former !== null) await spendPictures(trx, [former.key], { afterMinutes: 0 });
  await storeArtefact(trx, { kind: 'sent_picture', key, facts: {} });
  await trx
    .insertInto('sent_pictures')
    .values({ person_id: personId, key })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ key, failure_code: null }))
    .execute();
}

/** The picture that somebody has sent last; null: it is shown, or was taken back. */
export async function findSentPicture(db: Database, personId: string): Promise<SentPicture | null> {
  const row = await db
    .selectFrom('sent_pictures')
    .select(['key', 'failure_code as failureCode'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Shows what was made of a sent picture, in place of what was shown before. Nothing happens when another one was sent
 * meanwhile, or it was taken back.
 */
export async function showAvatar(
  trx: Database,
  shown: { personId: string; sentKey: string; prefix: string },
): Promise<void> {
  const { personId, sentKey, prefix } = shown;
  await lockUser(trx, personId);
  const { numDeletedRows } = await trx
    .deleteFrom('sent_pictures')
    .where('person_id', '=', personId)
    .where('key', '=', sentKey)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return;
  await spendPictures(trx, [sentKey], { afterMinutes: 0 });
  await spendAvatars(trx, personId, { afterMinutes: formerAvatarMinutes });
  for (const size of avatarSizes)
    await storeArtefact(trx, { kind: 'avatar', key: avatarKey(prefix, size), facts: {} });
  await trx.updateTable('users').set({ avatar_key: prefix }).where('id', '=', personId).execute();
  await tellOfAvatar(trx, personId, { isShown: true, byId: null });
}

// Its own keys are the only ones that the object has.
const avatarSizes = Object.keys(avatarEdgesPx) as (keyof typeof avatarEdgesPx)[];

/** Says why no avatar can be made of a sent picture, unless another one was sent meanwhile; its bytes may go. */
export async function failSentPicture(
  trx: Database,
  { personId, key, code }: { personId: string; key: string; code: ErrorCode },
): Promise<void> {
  await lockUser(trx, personId);
  await trx
    .updateTable('sent_pictures')
    .set({ failure_code: code })
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .execute();
  await spendPictures(trx, [key], { afterMinutes: 0 });
}

/**
 * Takes away what somebody is shown by, and what they have sent: nobody is given it from now on. The bytes are to be
 * removed after.
 *
 * @param change `byId` is the administrator who does it; null: they themselves
 * @returns whether there was anything
 * @throws WeireelError `not_found`: there is no such person
 */
export async function removeAvatar(
  trx: Database,
  change: { personId: string; byId: string | null; requestId?: string },
): Promise<boolean> {
  const { personId, ...told } = change;
  const person = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!person) throw new WeireelError('not_found');
  if (!(await forgetPictures(trx, personId))) return false;
  await trx.updateTable('users').set({ avatar_key: null }).where('id', '=', personId).execute();
  await tellOfAvatar(trx, personId, { ...told, isShown: false });
  return true;
}

/** Lets go of every picture of a person at once. Returns whether there was any. */
export async function forgetPictures(trx: Database, personId: string): Promise<boolean> {
  await trx.deleteFrom('sent_pictures').where('person_id', '=', personId).execute();
  return spendAvatars(trx, personId, { afterMinutes: 0, isEvery: true });
}

/** Whether an avatar is shown, or was until a short while ago: somebody may have a page open that names it. */
export async function isAvatarServed(db: Database, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('artefacts')
    .select('key')
    .where('key', '=', key)
    .where('kind', '=', 'avatar')
    .where(sql<boolean>`(state = 'stored' or state = 'spent' and remove_after > now())`)
    .executeTakeFirst();
  return row !== undefined;
}

/** People who are shown by a picture, in the order of their ids, with its prefix. */
export async function listShownAvatars(
  db: Database,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<{ id: string; prefix: string }[]> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'avatar_key as prefix'])
    .where('id', '>', afterId)
    .where('avatar_key', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, prefix }) => (prefix === null ? [] : [{ id, prefix }]));
}

/** Keys of pictures of a person whose bytes may go. */
export async function listSpentPictures(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('artefacts')
    .select('key')
    .where('person_id', '=', personId)
    .where('state', '=', 'spent')
    .where('remove_after', '<=', sql<Date>`now()`)
    .execute();
  return rows.map(({ key }) => key);
}

async function spendPictures(
  trx: Database,
  keys: readonly string[],
  { afterMinutes }: { afterMinutes: number },
): Promise<void> {
  await trx
    .updateTable('artefacts')
    .set({ state: 'spent', remove_after: inMinutes(afterMinutes) })
    .where('key', 'in', [...keys])
    .execute();
}

/** Lets go of the avatars that are shown, or of every picture there is. Returns whether there was any. */
async function spendAvatars(
  trx: Database,
  personId: string,
  { afterMinutes, isEvery = false }: { afterMinutes: number; isEvery?: boolean },
): Promise<boolean> {
  const isMeant = isEvery
    ? sql<boolean>`(state = 'stored' or state = 'spent' and remove_after > now())`
    : sql<boolean>`(state = 'stored' and kind = 'avatar')`;
  const { numUpdatedRows } = await trx
    .updateTable('artefacts')
    .set({ state: 'spent', remove_after: inMinutes(afterMinutes) })
    .where('person_id', '=', personId)
    .where(isMeant)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function inMinutes(minutes: number) {
  return sql<Date>`now() + make_interval(mins => ${minutes})`;
}

async function tellOfAvatar(
  trx: Database,
  personId: string,
  told: { isShown: boolean; byId: string | null; requestId?: string },
): Promise<void> {
  const { requestId, ...payload } = told;
  await appendEvent(trx, {
    ...{ kind: 'user.avatar_changed', subjectId: personId, userId: personId, payload },
    ...(requestId !== undefined && { requestId }),
  });
}
