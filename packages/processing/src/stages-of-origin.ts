import type { StageName } from '@weireel/contract';
import { stageNames } from '@weireel/contract/plain';
import type { AssetRow } from '@weireel/db/videos';

/** Everything that is made of a source, wherever it comes from. */
export const madeStages: readonly StageName[] = stageNames.filter((stage) => stage !== 'upload');

/** Steps of an asset's pipeline, by where it comes from: what was rendered or recorded here does not arrive. */
export const stagesOfOrigin: Record<AssetRow['origin'], readonly StageName[]> = {
  upload: stageNames,
  render: madeStages,
  recording: madeStages,
  preview: [],
  file: [],
};
