import type { Database } from '@weireel/db';
import { removeAvatar, sendPicture } from '@weireel/db/people';
import { enqueueJob, requestOf, type Actor } from '@weireel/jobs';

/** Takes a picture whose bytes are stored, and has it made what a person is shown by. */
export async function adoptPicture(
  trx: Database,
  sent: { personId: string; key: string },
  actor: Actor,
): Promise<void> {
  await sendPicture(trx, sent);
  await updateAvatarOf(trx, sent.personId, actor);
}

/**
 * Takes away what somebody is shown by; bytes go with the job that is added here.
 *
 * @param byId the administrator who does it; null: they themselves
 * @throws WeireelError `not_found`: there is no such person
 */
export async function takeAvatar(
  trx: Database,
  { personId, byId }: { personId: string; byId: string | null },
  actor: Actor,
): Promise<void> {
  const isTaken = await removeAvatar(trx, { personId, byId, ...requestOf(actor) });
  if (isTaken) await updateAvatarOf(trx, personId, actor);
}

/** Has pictures of a person made and removed, as their rows say. */
export async function updateAvatarOf(trx: Database, personId: string, actor: Actor): Promise<void> {
  await enqueueJob(trx, {
    id: actor.newId(),
    kind: 'update_avatar',
    ownerId: personId,
    subjectId: personId,
  });
}
