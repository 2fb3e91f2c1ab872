import { derivedKey } from '@weireel/catalogue';
import { inTransaction } from '@weireel/db';
import {
  deleteProject,
  failPreview,
  findPreview,
  findPreviewOfProject,
  findPreviewPlaylist,
  findProject,
  findSegment,
  insertProject,
  listSpentPreviews,
  listUnusedPreviews,
  publishPreview,
  type ProjectRow,
} from '@weireel/db/projects';
import { findAsset, noteArtefact, storeArtefact, type StoredArtefact } from '@weireel/db/videos';
import { cancelJob } from '@weireel/processing';
import { openSamples } from '@weireel/processing/testing';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { beginPreview } from './begin-preview.ts';
import { beginRender } from './begin-render.ts';
import { discardAsset } from './discard-asset.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

const viewing = { newId: here.newId, newSecret: () => here.newId() };

async function addProject(): Promise<ProjectRow> {
  const content = { title: 'T', document: {}, durationMs: 1000, coverAssetId: null };
  return insertProject(db, { ...content, id: here.newId(), ownerId: here.ownerId });
}

/** Asks for a preview of a revision; gives its asset. */
async function begin(project: ProjectRow, revision = 1): Promise<string> {
  await inTransaction(db, (trx) => beginPreview(trx, { ...project, revision }, viewing));
  return (await findPreviewOfProject(db, project.id))?.asset_id ?? '';
}

const jobsOf = (assetId: string) =>
  db
    .selectFrom('jobs')
    .select(['id', 'kind', 'payload', 'cancel_requested'])
    .where('subject_id', '=', assetId)
    .orderBy('created_at')
    .orderBy('kind')
    .execute();

const finish = (assetId: string, revision = 1) => publishPreview(db, { assetId, revision }, '#EXTM3U');

let count = 0;
async function store(
  assetId: string,
  kind: 'segment' | 'fragment' | 'sound' | 'still',
  facts: object,
): Promise<string> {
  count += 1;
  const key = derivedKey(assetId, `attempt${count}`, kind, count);
  await noteArtefact(db, { key, assetId, kind, attemptId: null });
  // as: these tests give each kind its own facts
  await storeArtefact(db, { kind, key, facts } as StoredArtefact);
  return key;
}

describe('the preview of a project', () => {
  it('is asked for once for a revision, and again when it failed', async () => {
    const project = await addProject();
    const assetId = await begin(project);
    expect(await begin(project)).toBe(assetId);
    expect(await jobsOf(assetId)).toMatchObject([{ kind: 'preview', payload: { revision: 1 } }]);
    expect(await findPreviewPlaylist(db, assetId, 1)).toBeNull();
    expect(await finish(assetId)).toBe(true);
    await begin(project);
    expect(await jobsOf(assetId)).toHaveLength(1);
    expect(await findPreviewPlaylist(db, assetId, 1)).toBe('#EXTM3U');

    await begin(project, 2);
    // What shows the former revision is not what was asked for.
    expect(await findPreviewPlaylist(db, assetId, 1)).toBeNull();
    await failPreview(db, { assetId, revision: 1 }, 'processing_failed');
    expect(await findPreview(db, assetId)).toMatchObject({ state: 'making', revision: 2 });
    await failPreview(db, { assetId, revision: 2 }, 'processing_failed');
    expect(await findPreview(db, assetId)).toMatchObject({ state: 'failed' });
    await begin(project, 2);
    expect(await jobsOf(assetId)).toHaveLength(3);
    await finish(assetId, 2);
  });

  it('is given up for a later revision, and never shows an earlier one', async () => {
    const project = await addProject();
    const assetId = await begin(project);
    await begin(project, 2);
    expect((await jobsOf(assetId)).map((job) => job.cancel_requested)).toEqual([true, false]);
    expect(await finish(assetId, 1)).toBe(false);
    expect(await finish(assetId, 2)).toBe(true);
  });

  it('says so when somebody ended its job', async () => {
    const assetId = await begin(await addProject());
    const [job] = await jobsOf(assetId);
    await cancelJob(db, job?.id ?? '');
    expect(await findPreview(db, assetId)).toMatchObject({
      ...{ state: 'failed', failure_code: 'processing_cancelled' },
    });
  });

  it('is made of few projects of a person at once', async () => {
    const projects = [await addProject(), await addProject(), await addProject()] as const;
    const first = await begin(projects[0]);
    const second = await begin(projects[1]);
    await expect(begin(projects[2])).rejects.toMatchObject({ code: 'too_many_previews' });
    // One that is in the making already may be of the next revision.
    await begin(projects[0], 2);
    await finish(second);
    const third = await begin(projects[2]);
    await finish(first, 2);
    await finish(third);
  });

  it('has its segments from films of its project, which have theirs from it, and from no other', async () => {
    const [project, other] = [await addProject(), await addProject()];
    const assetId = await begin(project);
    const foreign = await begin(other);
    const key = await store(assetId, 'segment', { hash: 'one' });
    const film = await inTransaction(db, (trx) =>
      beginRender(trx, { project, document: {} }, here, () => here.newId()),
    );
    const ofFilm = await store(film, 'segment', { hash: 'two' });
    expect(await findSegment(db, film, 'one')).toEqual({ key });
    expect(await findSegment(db, assetId, 'two')).toEqual({ key: ofFilm });
    expect(await findSegment(db, foreign, 'one')).toBeNull();
    await Promise.all([finish(assetId), finish(foreign)]);
  });

  it('lets go of files that it shows no more, but for segments of late edits', async () => {
    const assetId = await begin(await addProject());
    const segments = [await store(assetId, 'segment', { hash: 's0' })];
    for (let n = 1; n < 202; n += 1) segments.push(await store(assetId, 'segment', { hash: `s${n}` }));
    const shown = [await store(assetId, 'fragment', { hash: 'f' }), segments[0] ?? ''];
    const hidden = [
      await store(assetId, 'fragment', { hash: 'g' }),
      await store(assetId, 'sound', { hash: 'h' }),
      await store(assetId, 'still', { revision: 1, frame: 0, widthPx: 2, heightPx: 2 }),
    ];
    await store(assetId, 'still', { revision: 2, frame: 0, widthPx: 2, heightPx: 2 });
    const spent = await listSpentPreviews(db, { assetId, revision: 2 }, shown);
    expect(spent.filter((key) => !segments.includes(key)).toSorted()).toEqual(hidden.toSorted());
    // 201 are not shown, of which 200 are kept.
    expect(spent.filter((key) => segments.includes(key))).toHaveLength(1);
    await finish(assetId);
  });

  it('goes with any clip that its project uses', async () => {
    const [project, other] = [await addProject(), await addProject()];
    const clip = await begin(await addProject());
    await sql`update previews set project_id = null, state = 'idle' where asset_id = ${clip}`.execute(db);
    await sql`update assets set origin = 'upload' where id = ${clip}`.execute(db);
    const document = JSON.stringify({ assets: { film: { kind: 'video', assetId: clip } } });
    await sql`update projects set document = ${document}::text::jsonb where id = ${project.id}`.execute(db);
    const [assetId, unconcerned] = [await begin(project), await begin(other)];
    await Promise.all([finish(assetId), finish(unconcerned)]);
    await inTransaction(db, (trx) => discardAsset(trx, clip, here));
    expect(await findAsset(db, assetId)).toBeNull();
    expect(await findAsset(db, unconcerned)).not.toBeNull();
    await sql`delete from previews where asset_id = ${clip}`.execute(db);
  });

  it('goes with its project, or when nobody has asked for it for a week', async () => {
    const [project, other] = [await addProject(), await addProject()];
    const [assetId, unused] = [await begin(project), await begin(other)];
    expect(await listUnusedPreviews(db, 100)).toEqual([]);
    await deleteProject(db, project.id, here.ownerId);
    await sql`update previews set used_at = now() - interval '8 days' where asset_id = ${unused}`.execute(db);
    expect((await listUnusedPreviews(db, 100)).toSorted()).toEqual([assetId, unused].toSorted());
    for (const id of [assetId, unused]) await inTransaction(db, (trx) => discardAsset(trx, id, here));
    expect(await listUnusedPreviews(db, 100)).toEqual([]);
    expect(await findAsset(db, unused)).toBeNull();
    // Its row is there until its bytes are gone, and in nobody's way.
    const next = await begin(other);
    expect(next).not.toBe(unused);
    expect((await findProject(db, other.id, here.ownerId))?.id).toBe(other.id);
  });
});
