import type { Survey } from '@weireel/contract';
import type { Database } from '../engine/connect.ts';

/** How far the survey of a source is. */
export interface SurveyRow {
  /** Names the picture and sound that it is of. */
  sha256: string;
  /** What was found; null: it is not made. */
  survey: Survey | null;
  /** Why it failed; null: it has not. */
  failureCode: string | null;
}

/** The survey of an asset; null: nobody has asked for it. */
export async function findSurvey(db: Database, assetId: string): Promise<SurveyRow | null> {
  const row = await db
    .selectFrom('surveys')
    .select(['sha256', 'result', 'failure_code'])
    .where('asset_id', '=', assetId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { sha256, result, failure_code: failureCode } = row;
  return { sha256, survey: result as Survey | null, failureCode }; // as: `keepSurvey` wrote it
}

/** Says of which picture and sound an asset's survey is to be; what was found in another is forgotten. */
export async function insertSurvey(trx: Database, assetId: string, sha256: string): Promise<void> {
  const anew = { sha256, result: null, failure_code: null };
  await trx
    .insertInto('surveys')
    .values({ asset_id: assetId, ...anew })
    .onConflict((conflict) => conflict.column('asset_id').doUpdateSet(anew))
    .execute();
}

/** Keeps what was found, unless another picture was asked for meanwhile. */
export async function keepSurvey(
  trx: Database,
  { assetId, sha256 }: { assetId: string; sha256: string },
  survey: Survey,
): Promise<void> {
  await trx
    .updateTable('surveys')
    .set({ result: JSON.stringify(survey), failure_code: null })
    .where('asset_id', '=', assetId)
    .where('sha256', '=', sha256)
    .execute();
}

/** Says why nothing was found. */
export async function failSurvey(trx: Database, assetId: string, code: string): Promise<void> {
  await trx
    .updateTable('surveys')
    .set({ failure_code: code })
    .where('asset_id', '=', assetId)
    .where('result', 'is', null)
    .execute();
}
