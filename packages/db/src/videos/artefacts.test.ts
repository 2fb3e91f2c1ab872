import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isArtefactKnown, listOverArtefacts } from '../admin/orphans.ts';
import { addAsset, addJob, addUpload, openTestRows } from '../testing/rows.ts';
import {
  findArtefact,
  listArtefacts,
  noteArtefact,
  removeArtefacts,
  replaceArtefacts,
  spendArtefacts,
  storeArtefact,
} from './artefacts.ts';

const { db, end } = await openTestRows();
afterAll(end);

let assetId = '';
let count = 0;
beforeEach(async () => {
  count += 1;
  assetId = `asset${count}`;
  await addAsset(db, assetId, { duration_ms: 3_600_000 });
});

const hourMs = 3_600_000;
const keyOf = (name: string): string => `${assetId}/${name}`;

async function note(name: string, kind: 'preview' | 'progressive', attemptId = 'nobody'): Promise<string> {
  const key = keyOf(name);
  await noteArtefact(db, { key, assetId, kind, attemptId });
  return key;
}

const hoursLeft = async (key: string): Promise<number | null> => {
  const query = db.selectFrom('artefacts').select('remove_after').where('key', '=', key);
  const { remove_after } = await query.executeTakeFirstOrThrow();
  return remove_after && Math.round((remove_after.getTime() - Date.now()) / hourMs);
};

describe('an artefact', () => {
  it('is shown once it is stored, and cannot be stored without having been noted', async () => {
    const key = await note('one', 'preview');
    expect(await findArtefact(db, assetId, 'preview')).toBeNull();
    await storeArtefact(db, { kind: 'preview', key, facts: {} });
    expect(await findArtefact(db, assetId, 'preview')).toEqual({ kind: 'preview', key, facts: {} });
    const unnoted = storeArtefact(db, { kind: 'preview', key: keyOf('unnoted'), facts: {} });
    await expect(unnoted).rejects.toThrow('without having been noted');
  });

  it('stays what it is when it is noted again, as by a call that is repeated', async () => {
    const key = await note('one', 'preview');
    await storeArtefact(db, { kind: 'preview', key, facts: {} });
    await note('one', 'preview', 'another');
    expect(await findArtefact(db, assetId, 'preview')).toMatchObject({ key });
  });

  it('takes the place of those of its kinds, which are kept as long as a signature may live', async () => {
    const old = await note('old', 'preview');
    const plain = await note('plain', 'progressive');
    const kept = await note('kept', 'preview');
    for (const key of [old, kept]) await storeArtefact(db, { kind: 'preview', key, facts: {} });
    await storeArtefact(db, { kind: 'progressive', key: plain, facts: {} });
    const fresh = await note('new', 'preview');
    const artefacts = [fresh, kept].map((key) => ({ kind: 'preview' as const, key, facts: {} }));
    await replaceArtefacts(db, assetId, ['preview'], artefacts);
    const shown = (await listArtefacts(db, assetId)).map(({ key }) => key);
    expect(shown.toSorted()).toEqual([kept, fresh, plain].toSorted());
    // Three hours and twice the clip's hour.
    expect(await hoursLeft(old)).toBe(5);
  });

  it('is removed at once when it is urgent, and then is over', async () => {
    const key = await note('one', 'preview');
    await storeArtefact(db, { kind: 'preview', key, facts: {} });
    await spendArtefacts(db, [key], { isUrgent: true });
    expect(await hoursLeft(key)).toBeCloseTo(0);
    // Times are rounded to milliseconds, and so may still be to come.
    const over = () => listOverArtefacts(db, { youngMs: hourMs, limit: 1000 });
    await expect.poll(over, { message: 'the artefact is over' }).toContain(key);
    await removeArtefacts(db, [key]);
    expect(await isArtefactKnown(db, key)).toBe(false);
  });
});

describe('whether anything stands for an artefact', () => {
  it.each([
    ['a stored one', true, 'stored', null],
    ['a spent one that is kept for its last viewer', true, 'spent', null],
    ['a pending one whose attempt runs', true, 'pending', 'running'],
    ['a pending one whose attempt is over', false, 'pending', 'done'],
    ['a pending one of nobody', false, 'pending', null],
  ] as const)('is said of %s: %s', async (_name, isKnown, state, jobState) => {
    const key = await note('one', 'preview', `job of ${assetId}`);
    const created_at = new Date(Date.now() - hourMs);
    await db.updateTable('artefacts').set({ state, created_at }).where('key', '=', key).execute();
    if (jobState !== null) await addJob(db, `job of ${assetId}`, assetId, { state: jobState });
    expect(await isArtefactKnown(db, key)).toBe(isKnown);
    const isOver = (await listOverArtefacts(db, { youngMs: hourMs / 2, limit: 1000 })).includes(key);
    expect(isOver).toBe(!isKnown);
    // The other may be on its way.
    expect(await listOverArtefacts(db, { youngMs: 2 * hourMs, limit: 1000 })).not.toContain(key);
  });

  it.each([
    ['open', true],
    ['complete', true],
    ['expired', false],
  ] as const)('is said of the source of an upload that is %s: %s', async (state, isKnown) => {
    const [id, key] = [`upload of ${assetId}`, `source of ${assetId}`];
    await addUpload(db, id, { state, blob_key: key });
    await noteArtefact(db, { key, assetId: id, kind: 'source', attemptId: null });
    expect(await isArtefactKnown(db, key)).toBe(isKnown);
  });
});
