import { createMemoryStore } from '@weireel/blob';
import type { AssetSource, Project } from '@weireel/contract';
import { ticksPerSecond as second, type EditDocument } from '@weireel/edit';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { addClip } from './add-clip.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let owner: Person;
let template: Project;
let sample: AssetSource;
let fresh: AssetSource;
let silent: AssetSource;
let foreign: AssetSource;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  owner = await settle(server);
  const stranger = await settle(server);
  [sample, fresh, silent, foreign] = [
    (await addClip(server, owner)).source,
    (await addClip(server, owner)).source,
    (await addClip(server, owner, { hasSound: false })).source,
    (await addClip(server, stranger)).source,
  ];
  const body = { title: 'Birthday', document: { ...templateOf(sample) } };
  template = await owner.api.call('createProject', { body });
});

/** Four seconds: a clip, words over it, and music, each with a slot. */
function templateOf(source: AssetSource): EditDocument {
  const clip = { kind: 'clip', asset: 'film', start: 0, duration: 4 * second, sourceIn: 0 };
  const track = (id: string, kind: 'visual' | 'audio', item: object) => ({
    ...{ id, kind, transitions: [] },
    items: [{ ...clip, ...item } as EditDocument['tracks'][number]['items'][number]], // as: items of the schema
  });
  const words = { id: 'words', kind: 'text', runs: [{ text: 'Name', look: { size: 0.1 } }] };
  const { asset: _asset, sourceIn: _sourceIn, ...placed } = clip;
  return {
    ...{ schema: 'weireel.edit', version: 1, fps: { num: 30, den: 1 }, styles: {} },
    canvas: { widthPx: 720, heightPx: 1280 },
    assets: { film: source },
    tracks: [
      track('main', 'visual', { id: 'shot' }),
      { ...{ id: 'over', kind: 'visual', transitions: [] }, items: [{ ...placed, ...words }] },
      track('music', 'audio', { id: 'tune' }),
    ],
    template: {
      slots: [
        { id: 'shot', item: 'shot', accepts: ['video'] },
        { id: 'who', item: 'words', accepts: ['text'], maxCharacters: 10 },
        { id: 'music', item: 'tune', accepts: ['video'] },
      ],
    },
  };
}

const fill = (slots: object, title?: string): Promise<Project> =>
  owner.api.call('fillProject', {
    params: { id: template.id },
    // As: fillings of this test.
    body: { slots: slots as Record<string, { text: string }>, ...(title !== undefined && { title }) },
  });

const refused = (...problems: [path: string, code: string][]) => ({
  code: 'document_invalid',
  extra: { problems: problems.map(([path, code]): unknown => expect.objectContaining({ path, code })) },
});

const renders = () => server.db.selectFrom('renders').select(['asset_id', 'is_of_batch']).execute();

describe('a template', () => {
  test('is told of in lists, and becomes a project with what it is filled with', async () => {
    expect(template.slotCount).toBe(3);
    const slots = { shot: { assetId: fresh.assetId, fromMs: 2500 }, who: { text: '小明' } };
    const project = await fill(slots, 'For 小明');
    expect(project).toMatchObject({ title: 'For 小明', slotCount: 0, revision: 1, durationMs: 4000 });
    const document = project.document as unknown as EditDocument; // as: the server keeps valid ones alone
    expect(document.tracks.map(({ items: [item] }) => item)).toMatchObject([
      { asset: fresh.assetId, sourceIn: 2.5 * second },
      { runs: [{ text: '小明', look: { size: 0.1 } }] },
      { asset: 'film', sourceIn: 0 },
    ]);
    const { items } = await owner.api.call('projects');
    const listed = new Map(items.map(({ id, slotCount }) => [id, slotCount]));
    expect([listed.get(template.id), listed.get(project.id)]).toEqual([3, 0]);
    // What went out of all its slots, nobody needs a right to any more.
    const both = await fill({ shot: { assetId: fresh.assetId }, music: { assetId: fresh.assetId } });
    expect(Object.keys((both.document as unknown as EditDocument).assets)).toEqual([fresh.assetId]); // as: above
  });

  test('says what does not fit, and asks whose media it is', async () => {
    await expect(
      fill({ shot: { assetId: foreign.assetId }, music: { assetId: 'nothing000000000' } }),
    ).rejects.toMatchObject(
      refused(['slots.shot', 'asset_unavailable'], ['slots.music', 'asset_unavailable']),
    );
    await expect(fill({ music: { assetId: silent.assetId } })).rejects.toMatchObject(
      refused(['slots.music', 'wrong_asset']),
    );
    await expect(fill({ shot: { assetId: fresh.assetId, fromMs: 7000 } })).rejects.toMatchObject(
      refused(['slots.shot', 'outside_source']),
    );
    await expect(fill({ who: { text: 'x'.repeat(11) }, where: { text: 'x' } })).rejects.toMatchObject(
      refused(['slots.who', 'too_long'], ['slots.where', 'item_missing']),
    );
    await expect(
      owner.api.call('fillProject', { params: { id: (await fill({})).id }, body: { slots: {} } }),
    ).rejects.toMatchObject({ code: 'not_a_template' });
  });

  test('whose own clip is gone asks for another in its slot', async () => {
    const gone = await addClip(server, owner);
    const body = { title: 'Old', document: { ...templateOf(gone.source) } };
    const { id } = await owner.api.call('createProject', { body });
    await owner.api.call('deleteVideo', { params: { id: gone.videoId } });
    const given = (slots: Record<string, { assetId: string }>) =>
      owner.api.call('fillProject', { params: { id }, body: { slots } });
    await expect(given({ music: { assetId: fresh.assetId } })).rejects.toMatchObject(
      refused(['slots.shot', 'asset_unavailable']),
    );
    const content = { assetId: fresh.assetId };
    expect(await given({ shot: content, music: content })).toMatchObject({ title: 'Old' });
  });
});

describe('a batch', () => {
  const params = () => ({ id: template.id });

  test('makes a film of each row of JSON or CSV (GOAL-63)', async () => {
    const rows = ['A', 'B'].map((text) => ({ title: `For ${text}`, slots: { who: { text } } }));
    const { items } = await owner.api.call('fillProjects', { params: params(), body: { rows } });
    expect(items.map(({ title }) => title)).toEqual(['For A', 'For B']);
    const csv = `title,who,shot\nFor C,"C, c",${fresh.assetId}@1.5\n`;
    const table = await owner.api.call('fillProjects', { params: params(), body: { csv } });
    const [film] = table.items;
    const project = await owner.api.call('project', { params: { id: film?.projectId ?? '' } });
    expect(project).toMatchObject({
      title: 'For C',
      render: { assetId: film?.assetId, state: 'rendering' },
      document: {
        tracks: [{ items: [{ sourceIn: 1.5 * second }] }, { items: [{ runs: [{ text: 'C, c' }] }] }, {}],
      },
    });
    // They do not take the places of films that are asked for one by one.
    expect((await renders()).filter((each) => each.is_of_batch)).toHaveLength(3);
    await owner.api.call('renderProject', { params: { id: project.id } });
  });

  test('is begun as a whole, or says of each row what is wrong', async () => {
    const before = await renders();
    const rows = [
      { slots: { who: { text: 'fine' } } },
      { slots: { who: { text: 'x'.repeat(11) } } },
      { slots: { shot: { assetId: foreign.assetId } } },
    ];
    await expect(owner.api.call('fillProjects', { params: params(), body: { rows } })).rejects.toMatchObject(
      refused(['rows.1.slots.who', 'too_long'], ['rows.2.slots.shot', 'asset_unavailable']),
    );
    await expect(
      owner.api.call('fillProjects', { params: params(), body: { csv: 'who,whom\na,b\n' } }),
    ).rejects.toMatchObject(refused(['columns.whom', 'item_missing']));
    const csv = `who\n${'x\n'.repeat(51)}`;
    await expect(owner.api.call('fillProjects', { params: params(), body: { csv } })).rejects.toMatchObject({
      code: 'too_many_rows',
    });
    expect(await renders()).toEqual(before);
  });

  test('has an end: one person waits for fifty films of batches at most (GOAL-81)', async () => {
    const csv = `who\n${'x\n'.repeat(48)}`;
    const before = await renders();
    await expect(owner.api.call('fillProjects', { params: params(), body: { csv } })).rejects.toMatchObject({
      code: 'too_many_renders',
    });
    expect(await renders()).toEqual(before);
  });
});
