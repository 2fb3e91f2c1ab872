import { derivedKey } from '@weireel/catalogue';
import { inTransaction } from '@weireel/db';
import {
  findProject,
  findSegment,
  insertProject,
  listFormerSegments,
  type ProjectRow,
} from '@weireel/db/projects';
import { changeAsset, listArtefacts, noteArtefact, spendArtefacts, storeArtefact } from '@weireel/db/videos';
import { openSamples } from '@weireel/processing/testing';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { beginRender } from './begin-render.ts';

const here = await openSamples();
const { db } = here;
afterAll(() => here.drop());

async function addProject(): Promise<ProjectRow> {
  const content = { title: 'T', document: {}, durationMs: 1000, coverAssetId: null };
  const { id } = await insertProject(db, { ...content, id: here.newId(), ownerId: here.ownerId });
  const row = await findProject(db, id, here.ownerId);
  if (row === null) throw new Error('the project is gone');
  return row;
}

const begin = (project: ProjectRow): Promise<string> =>
  inTransaction(db, (trx) => beginRender(trx, { project, document: {} }, here, () => here.newId()));

const finish = async (assetId: string): Promise<void> => {
  await changeAsset(db, assetId, { state: 'processing' }, 'uploading');
};

/** Stores a segment of a film, or leaves it half written. */
async function addSegment(assetId: string, hash: string, isWhole = true): Promise<string> {
  const key = derivedKey(assetId, `attempt-${hash}`, 'segment', 0);
  await noteArtefact(db, { key, assetId, kind: 'segment', attemptId: null });
  if (isWhole) await storeArtefact(db, { kind: 'segment', key, facts: { hash } });
  return key;
}

describe('segments of films', () => {
  it('are used by the next film of their project, and by no other', async () => {
    const [project, other] = [await addProject(), await addProject()];
    const first = await begin(project);
    const key = await addSegment(first, 'one');
    await addSegment(first, 'half', false);
    await finish(first);
    const [second, foreign] = [await begin(project), await begin(other)];
    expect(await findSegment(db, first, 'one')).toEqual({ key });
    expect(await findSegment(db, second, 'one')).toEqual({ key });
    expect(await findSegment(db, second, 'half')).toBeNull();
    expect(await findSegment(db, foreign, 'one')).toBeNull();
    await finish(second);
    await finish(foreign);
  });

  it('go when the next film is made, but for those of one that is still in the making', async () => {
    const project = await addProject();
    const done = await begin(project);
    const former = await addSegment(done, 'same');
    await finish(done);
    const running = await begin(project);
    await addSegment(running, 'same');
    const last = await begin(project);
    const own = await addSegment(last, 'same');
    expect(await listFormerSegments(db, last)).toEqual([former]);
    await spendArtefacts(db, await listFormerSegments(db, last), { isUrgent: true });
    expect(await listArtefacts(db, done, ['segment'])).toEqual([]);
    expect(await listArtefacts(db, running, ['segment'])).toHaveLength(1);
    // What is on its way out is not begun to be read.
    expect(await findSegment(db, done, 'same')).not.toEqual({ key: former });
    expect((await listArtefacts(db, last, ['segment'])).map((each) => each.key)).toEqual([own]);
    await finish(running);
    await finish(last);
  });
});

describe('the films of a person', () => {
  it('are made three at once, whatever projects they are of', async () => {
    const projects = [await addProject(), await addProject()] as const;
    const running = [await begin(projects[0]), await begin(projects[0]), await begin(projects[1])];
    await expect(begin(projects[1])).rejects.toMatchObject({ code: 'too_many_renders' });
    await finish(running[0] ?? '');
    running.push(await begin(projects[1]));
    await Promise.all(running.map(finish));
  });

  it('are a hundred within a day', async () => {
    const project = await addProject();
    const made = async () => {
      const counted = await sql<{ count: number }>`select count(*)::integer as count from renders
        where created_at > now() - interval '1 day'`.execute(db);
      return counted.rows[0]?.count ?? 0;
    };
    while ((await made()) < 100) await finish(await begin(project));
    await expect(begin(project)).rejects.toMatchObject({ code: 'too_many_renders' });
    await sql`update renders set created_at = created_at - interval '25 hours'
      where asset_id = (select asset_id from renders order by created_at limit 1)`.execute(db);
    await finish(await begin(project));
  });
});
