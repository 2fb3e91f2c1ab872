import { derivedKey } from '@weireel/catalogue';
import { insertProject, listMezzanines, listUnusedMezzanines } from '@weireel/db/projects';
import { noteArtefact, storeArtefact, type StoredMezzanine } from '@weireel/db/videos';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { openSamples } from '@weireel/processing/testing';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { wantMezzanines } from './want-mezzanines.ts';

const here = await openSamples();
const { db, ownerId, newId } = here;
afterAll(() => here.drop());

const fps = { num: 30, den: 1 };
const canvas = { widthPx: 720, heightPx: 1280 };
const format = { ...canvas, fps, fit: 'contain' };
const facts: StoredMezzanine = { ...format, sha256: 'a'.repeat(64), frames: 90 };

function documentOf(assetId: string, change: Partial<EditDocument> = {}): EditDocument {
  const { sha256 } = facts;
  const source = { kind: 'video' as const, assetId, sha256, fps, ...canvas, hasSound: true }; // as: literal
  const clip = { id: 'c', kind: 'clip', asset: 'film', start: 0, sourceIn: 0, duration: second };
  return {
    ...{ schema: 'weireel.edit', version: 1, canvas, fps, styles: {} },
    assets: { film: { ...source, duration: 3 * second } },
    tracks: [{ id: 'main', kind: 'visual', items: [clip], transitions: [] }],
    ...change,
  };
}

const want = (document: EditDocument) => wantMezzanines(db, document, { ownerId, newId });

const jobsOf = (assetId: string) =>
  db.selectFrom('jobs').select(['kind', 'payload']).where('subject_id', '=', assetId).execute();

async function store(assetId: string, stored = facts): Promise<string> {
  const key = derivedKey(assetId, newId(), 'mezzanine');
  await noteArtefact(db, { key, assetId, kind: 'mezzanine', attemptId: null });
  await storeArtefact(db, { kind: 'mezzanine', key, facts: stored });
  return key;
}

describe('mezzanines', () => {
  it('are asked for once, and not when they are there', async () => {
    const { id } = await here.addAsset('ready');
    await want(documentOf(id));
    await want(documentOf(id));
    expect(await jobsOf(id)).toEqual([{ kind: 'mezzanine', payload: format }]);
    await want(documentOf(id, { canvas: { widthPx: 360, heightPx: 640 } }));
    expect(await jobsOf(id)).toHaveLength(2);

    const { id: made } = await here.addAsset('ready');
    const key = await store(made);
    expect(await listMezzanines(db, [made, id])).toEqual([{ assetId: made, key, facts }]);
    await want(documentOf(made));
    expect(await jobsOf(made)).toEqual([]);
    // Of another picture of the asset.
    const { id: anew } = await here.addAsset('ready');
    await store(anew, { ...facts, sha256: 'b'.repeat(64) });
    await want(documentOf(anew));
    expect(await jobsOf(anew)).toHaveLength(1);
  });

  it('are not asked for again when they were given up, nor more than so many at once', async () => {
    const { id } = await here.addAsset('ready');
    await want(documentOf(id));
    await db.updateTable('jobs').set({ state: 'dead' }).where('subject_id', '=', id).execute();
    await want(documentOf(id));
    expect(await jobsOf(id)).toHaveLength(1);
    for (let n = 1; n <= 60; n += 1)
      await want(documentOf(id, { canvas: { widthPx: 2 * n, heightPx: 1280 } }));
    const all = await db.selectFrom('jobs').select('id').where('kind', '=', 'mezzanine').execute();
    expect(all).toHaveLength(50);
  });

  it('are unused a month after the last project that names their asset was', async () => {
    const { id } = await here.addAsset('ready');
    const key = await store(id);
    const unused = async () => (await listUnusedMezzanines(db, 100)).includes(key);
    expect(await unused()).toBe(false);
    await sql`update artefacts set created_at = now() - interval '31 days' where key = ${key}`.execute(db);
    expect(await unused()).toBe(true);
    const content = { title: 'T', document: documentOf(id), durationMs: 1000, coverAssetId: null };
    const project = await insertProject(db, { ...content, id: newId(), ownerId });
    expect(await unused()).toBe(false);
    await sql`update projects set updated_at = now() - interval '31 days' where id = ${project.id}`.execute(
      db,
    );
    expect(await unused()).toBe(true);
  });
});
