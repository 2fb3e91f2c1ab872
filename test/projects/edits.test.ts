import { createMemoryStore } from '@weireel/blob';
import type { AssetSource, EditedProject, Project } from '@weireel/contract';
import { ticksPerSecond as second, type EditDocument, type Operation } from '@weireel/edit';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { addClip } from './add-clip.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let owner: Person;
let source: AssetSource;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  owner = await settle(server);
  ({ source } = await addClip(server, owner));
});

const create = (): Promise<Project> => {
  const clip = (id: string, start: number) => ({
    ...{ id, kind: 'clip', asset: 'film', start: start * second, duration: 2 * second, sourceIn: 0 },
  });
  const document = {
    ...{ schema: 'weireel.edit', version: 1, fps: { num: 30, den: 1 }, styles: {} },
    ...{ canvas: { widthPx: 720, heightPx: 1280 }, assets: { film: source } },
    tracks: [
      { id: 'main', kind: 'visual', transitions: [], items: [clip('a', 0), clip('b', 2), clip('c', 4)] },
    ],
  };
  return owner.api.call('createProject', { body: { title: 'Together', document } });
};

const edit = (
  { id }: Project,
  revision: number,
  edits: (Operation | Record<string, unknown>)[][],
  more: { id?: string; title?: string } = {},
): Promise<EditedProject> =>
  owner.api.call('editProject', { params: { id }, body: { revision, edits, ...more } });

const shown = ({ project }: EditedProject) =>
  (project.document as unknown as EditDocument).tracks[0]?.items.map(({ id, start, name }) => [
    // as: kept are valid ones
    id,
    start / second,
    ...(name === undefined ? [] : [name]),
  ]);

const rename = (item: string, value: string): Operation => ({ kind: 'setItem', item, field: 'name', value });
const remove = (item: string): Operation => ({ kind: 'delete', item, ripple: true });

describe('edits of two devices', () => {
  test('both hold where they do not touch, though one did not know of the other (GOAL-61)', async () => {
    const project = await create();
    const first = await edit(project, 1, [[remove('a')], [rename('b', 'theirs')]]);
    expect(first).toMatchObject({ dropped: [], project: { revision: 2, durationMs: 4000 } });
    const second = await edit(project, 1, [[rename('c', 'mine')]], { title: 'Renamed' });
    expect(second).toMatchObject({ dropped: [], project: { revision: 3, title: 'Renamed' } });
    expect(shown(second)).toEqual([
      ['b', 0, 'theirs'],
      ['c', 2, 'mine'],
    ]);
  });

  test('are told of where they do not go together, and undo nobody’s work', async () => {
    const project = await create();
    await edit(project, 1, [[remove('a')], [rename('b', 'theirs')]]);
    const mine = await edit(project, 1, [
      [rename('b', 'mine')],
      [rename('a', 'mine')],
      [rename('c', 'mine')],
    ]);
    expect(mine.dropped).toMatchObject([
      { index: 0, problems: [{ code: 'changed_meanwhile', path: 'items.b.name' }] },
      { index: 1, problems: [{ code: 'item_missing', path: 'a' }] },
    ]);
    expect(shown(mine)).toEqual([
      ['b', 0, 'theirs'],
      ['c', 2, 'mine'],
    ]);
    // Nothing of it holds: nothing is saved.
    const none = await edit(project, 1, [[rename('a', 'again')]]);
    expect(none).toMatchObject({ project: { revision: 3 }, dropped: [{ index: 0 }] });
  });

  test('are merged with what a program wrote whole, too', async () => {
    const project = await create();
    const { document } = (await edit(project, 1, [[rename('b', 'theirs')]])).project;
    await owner.api.call('putProject', {
      params: { id: project.id },
      body: { title: 'Whole', document: { ...document, fps: { num: 25, den: 1 } }, revision: 2 },
    });
    const mine = await edit(project, 2, [
      [{ kind: 'setDocument', field: 'fps', value: { num: 50, den: 1 } }],
      [rename('c', 'mine')],
    ]);
    expect(mine).toMatchObject({ project: { title: 'Whole', revision: 4 }, dropped: [{ index: 0 }] });
  });

  test('at the same moment come one after the other', async () => {
    const project = await create();
    const names = ['a', 'b', 'c', 'a', 'b'];
    const fields = ['name', 'name', 'name', 'disabled', 'disabled'];
    const answers = await Promise.all(
      names.map((item, index) =>
        edit(project, 1, [
          [
            {
              kind: 'setItem',
              item,
              field: fields[index] ?? '',
              value: fields[index] === 'name' ? item : true,
            },
          ],
        ]),
      ),
    );
    expect(answers.flatMap(({ dropped }) => dropped)).toEqual([]);
    const now = await owner.api.call('project', { params: { id: project.id } });
    expect(now.revision).toBe(6);
    expect(now.document).toMatchObject({
      tracks: [{ items: [{ name: 'a', disabled: true }, { name: 'b', disabled: true }, { name: 'c' }] }],
    });
  });
});

describe('edits', () => {
  test('that are sent again are performed once', async () => {
    const project = await create();
    const wish = [[{ kind: 'split', item: 'a', at: second, newId: 'half' } as const]];
    await edit(project, 1, wish, { id: 'the-first-one' });
    const again = await edit(project, 1, wish, { id: 'the-first-one' });
    expect(again).toMatchObject({ project: { revision: 2 }, dropped: [] });
    expect(shown(again)).toHaveLength(4);
  });

  test('hold as a whole or not at all, whatever they are', async () => {
    const project = await create();
    const { dropped, project: after } = await edit(project, 1, [
      [rename('a', 'x'), { kind: 'no such thing' }],
      [{ kind: 'setItem', item: 'a', field: 'duration', value: 1 }],
      [{ kind: 'insert', track: 'main', item: { id: 'x', kind: 'clip', start: 0, duration: -1 } }],
    ]);
    expect(dropped.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(after.revision).toBe(1);
    const one = [rename('a', 'x')];
    await expect(
      edit(
        project,
        1,
        Array.from({ length: 4 }, () => Array.from({ length: 51 }, () => rename('a', 'x'))),
      ),
    ).rejects.toMatchObject({ code: 'too_many_operations' });
    // Of a revision that never was.
    await expect(edit(project, 9, [one])).rejects.toMatchObject({
      ...{ code: 'project_changed', extra: { project: { revision: 1 } } },
    });
  });

  test('bring in nothing of another’s', async () => {
    const project = await create();
    const stranger = await settle(server);
    const foreign = await addClip(server, stranger);
    const wish = [[{ kind: 'setAsset', id: 'x', asset: foreign.source } as const]];
    await expect(edit(project, 1, wish)).rejects.toMatchObject({ code: 'document_invalid' });
    const body = { revision: 1, edits: [[rename('a', 'x')]] };
    await expect(
      stranger.api.call('editProject', { params: { id: project.id }, body }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
