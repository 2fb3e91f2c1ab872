import type { Database } from '@weireel/db';
import { setStage } from '@weireel/db/processing';
import { changeAsset } from '@weireel/db/videos';
import { displaySize, type ProbeWithVideo } from '@weireel/media';

/** Notes what a source holds with its asset, in the attempt's transaction. */
export async function noteProbe(trx: Database, assetId: string, probe: ProbeWithVideo): Promise<void> {
  await changeAsset(trx, assetId, {
    probe,
    durationMs: probe.durationMs === null ? null : Math.round(probe.durationMs),
    ...displaySize(probe.video),
  });
  await setStage(trx, assetId, 'probe', 'done');
}
