import type { StageName } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { listStages } from '@weireel/db/processing';

/**
 * Whether a stage was finished: by an earlier attempt that was killed later than this, or by earlier processing
 * whose result is to stay. What is to be made anew waits again.
 */
export async function isStageDone(db: Database, assetId: string, stage: StageName): Promise<boolean> {
  const done = await listStages(db, assetId, ['done']);
  return done.some((one) => one.stage === stage);
}
