import { assetSubject, type SurveyState } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findSurvey, insertSurvey } from '@weireel/db/projects';
import { lockAsset } from '@weireel/db/videos';
import { enqueueJob, hasUnfinishedJob } from '@weireel/jobs';

/** Whose turn it uses, and how ids are made. */
interface Wish {
  ownerId: string;
  newId: () => string;
}

/**
 * Asks for the survey of a source that somebody was just found to be allowed to use: it is made once, and again when the
 * last try failed, or the source shows another picture by now.
 */
export async function beginSurvey(
  trx: Database,
  { assetId, sha256 }: { assetId: string; sha256: string },
  { ownerId, newId }: Wish,
): Promise<void> {
  // Held, so that two who ask at once ask for one.
  if ((await lockAsset(trx, assetId)) === null) return;
  const known = await findSurvey(trx, assetId);
  if (known?.sha256 === sha256 && known.survey !== null) return;
  const isUnderWay = await hasUnfinishedJob(trx, assetSubject(assetId), ['survey']);
  if (known?.sha256 === sha256 && isUnderWay) return;
  await insertSurvey(trx, assetId, sha256);
  // One that began with another picture keeps nothing: it looks again when it is done.
  await enqueueJob(trx, { id: newId(), kind: 'survey', ownerId, subjectId: assetId });
}

/**
 * How far the survey of an asset is; null: nobody has asked for it. One that nobody works at any more, and that has found
 * nothing, has failed.
 */
export async function readSurvey(db: Database, assetId: string): Promise<SurveyState | null> {
  // First: a job that ends meanwhile has written what it found.
  const isUnderWay = await hasUnfinishedJob(db, assetSubject(assetId), ['survey']);
  const row = await findSurvey(db, assetId);
  if (row === null) return null;
  const { survey, failureCode } = row;
  if (survey !== null) return { state: 'ready', failureCode: null, survey };
  if (failureCode === null && isUnderWay) return { state: 'making', failureCode, survey };
  return { state: 'failed', failureCode: failureCode ?? 'internal', survey };
}
