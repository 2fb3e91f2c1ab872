import { mayJoin } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { takeLimits } from '@weireel/contract/plain';
import { appendEvent, type Database } from '@weireel/db';
import { insertStages, setStage } from '@weireel/db/processing';
import { countTakes, insertTakes } from '@weireel/db/takes';
import { findAsset, insertAsset } from '@weireel/db/videos';
import { enqueueJob, requestOf, type Actor } from '@weireel/jobs';
import { stagesOfOrigin } from '@weireel/processing';

/** Joins of one person that may be in the making at once. */
const mostRunning = 3;
/** Joins of one person within a day. */
const mostOfDay = 200;

/**
 * Asks for takes to be joined: a new asset that can be published at once, and plays when it is made. To its pipeline that
 * is how its bytes arrive.
 *
 * @param ownerId a person whose row is held
 * @param partIds assets of theirs, in order
 * @returns the asset's id
 * @throws WeireelError `take_unusable` with the number of the `take`, `takes_too_long`, `too_many_renders`
 */
export async function beginJoin(
  trx: Database,
  { ownerId, partIds }: { ownerId: string; partIds: readonly string[] },
  actor: Actor,
  newSecret: () => string,
): Promise<string> {
  const { running, ofDay } = await countTakes(trx, ownerId);
  if (running >= mostRunning || ofDay >= mostOfDay) throw new WeireelError('too_many_renders');
  let knownMs = 0;
  for (const [index, partId] of partIds.entries()) {
    const part = await findAsset(trx, partId);
    // Another's, a deleted one and one that never was are told of alike.
    if (!part || !mayJoin({ ownerId: part.owner_id, state: part.state }, ownerId))
      throw new WeireelError('take_unusable', { extra: { take: index + 1 } });
    knownMs += part.duration_ms ?? 0;
  }
  if (knownMs > takeLimits.longestMs + takeLimits.toleranceMs) throw new WeireelError('takes_too_long');
  const assetId = actor.newId();
  await insertAsset(trx, {
    ...{ id: assetId, ownerId, origin: 'upload', sizeBytes: 0, contentType: 'video/mp4' },
    ...{ fileName: 'takes.mp4', mediaKey: newSecret() },
  });
  await insertStages(trx, assetId, stagesOfOrigin.upload);
  await setStage(trx, assetId, 'upload', 'running', ['joined_takes']);
  await insertTakes(trx, { assetId, ownerId, partIds });
  await enqueueJob(trx, { id: actor.newId(), kind: 'join_takes', ownerId, subjectId: assetId });
  await appendEvent(trx, { kind: 'asset.changed', subjectId: assetId, userId: ownerId, ...requestOf(actor) });
  return assetId;
}
