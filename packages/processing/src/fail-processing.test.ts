import { derivedKey } from '@weireel/catalogue';
import { findAsset, noteArtefact, storeArtefact } from '@weireel/db/videos';
import { listStages, setStage } from '@weireel/db/processing';
import { afterAll, expect, it } from 'vitest';
import { failProcessing } from './fail-processing.ts';
import { openSamples } from './testing/samples.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

it('an asset whose processing ended for good says why, and what waits behind is skipped', async () => {
  const { id } = await here.addAsset('processing');
  await setStage(db, id, 'probe', 'running');
  await failProcessing(db, { assetId: id, jobId: 'j', code: 'media_damaged' });
  expect(await findAsset(db, id)).toMatchObject({ state: 'failed', failure_code: 'media_damaged' });
  expect(await listStages(db, id, ['failed'])).toEqual([{ stage: 'probe', state: 'failed' }]);
  expect(await listStages(db, id, ['waiting', 'running'])).toEqual([]);
});

it('an asset of which everything plays is ready although making it anew failed', async () => {
  const { id } = await here.addAsset('processing');
  await here.addEdition(id, 'sealed', 'ladder');
  const key = derivedKey(id, here.newId(), 'progressive');
  await noteArtefact(db, { key, assetId: id, kind: 'progressive', attemptId: 'x' });
  await storeArtefact(db, { kind: 'progressive', key, facts: {} });
  await failProcessing(db, { assetId: id, jobId: 'j', code: 'processing_failed' });
  expect(await findAsset(db, id)).toMatchObject({ state: 'ready', failure_code: null });
});

it.each(['uploading', 'ready', 'failed'] as const)('an asset that is %s stays so', async (state) => {
  const { id } = await here.addAsset(state);
  const before = await findAsset(db, id);
  await failProcessing(db, { assetId: id, jobId: 'j', code: 'media_damaged' });
  expect(await findAsset(db, id)).toEqual(before);
});
