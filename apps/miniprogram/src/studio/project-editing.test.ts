import type { Api, TextMemory } from '@weireel/client';
import { createKeptDrafts } from '@weireel/client/projects';
import type { AssetSource } from '@weireel/contract';
import { mergeEdits, ticksPerSecond, type EditDocument, type Operation } from '@weireel/edit';
import { emptyDocument, insertMaterial, mainTrack } from '@weireel/edit/editing';
import { describe, expect, test } from 'vitest';
import { newAbort } from '../publish/abort.ts';
import { openEditing } from './project-editing.ts';

const source: AssetSource = {
  ...{ kind: 'video', assetId: 'a', sha256: '0'.repeat(64), duration: 4 * ticksPerSecond },
  ...{ widthPx: 720, heightPx: 1280, fps: { num: 30, den: 1 }, hasSound: true },
};

/** A server with one project, which can be out of reach, and a phone that remembers. */
function worldOf() {
  const texts = new Map<string, string>();
  const memory: TextMemory = {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void (text === null ? texts.delete(key) : texts.set(key, text)),
  };
  const server = { document: emptyDocument(), revision: 1, isAway: false, done: new Set<string>() };
  const project = () => ({ id: 'p', title: 'Film', revision: server.revision, document: server.document });
  const call = (name: string, { body }: { body?: { id: string; edits: Operation[][] } }) => {
    if (server.isAway) return Promise.reject(new TypeError('no network'));
    if (name === 'editProject' && body !== undefined && !server.done.has(body.id)) {
      server.done.add(body.id);
      server.document = mergeEdits(server.document, body.edits, { changed: new Set() }).document;
      server.revision += 1;
    }
    if (name === 'editProject') return Promise.resolve({ project: project(), dropped: [] });
    return Promise.resolve(name === 'project' ? project() : { revision: server.revision });
  };
  let count = 0;
  const ports = {
    api: { call, language: () => 'en' } as unknown as Api, // as: of the calls above, and no others are made
    drafts: createKeptDrafts(memory),
    newId: () => `n${(count += 1)}`,
    clock: { now: () => 0, sleep: () => new Promise<void>(() => {}) },
    newAbort,
  };
  const open = async () => {
    const editing = await openEditing('p', { ...ports, drafts: createKeptDrafts(memory) });
    editing.begin();
    return editing;
  };
  return { server, open, newId: ports.newId };
}

const lengths = (document: EditDocument) =>
  (mainTrack(document)?.items ?? []).map(({ duration }) => duration / ticksPerSecond);

describe('a project that is edited on a phone', () => {
  test('is saved edit by edit, and can be undone', async () => {
    const { server, open, newId } = worldOf();
    const editing = await open();
    editing.edit(...insertMaterial(editing.document(), source, { before: null, newId }));
    expect(await editing.saving.flush()).toBe(true);
    expect(server.document).toEqual(editing.document());
    expect(lengths(server.document)).toEqual([4]);
    editing.undo();
    expect(await editing.saving.flush()).toBe(true);
    expect(lengths(server.document)).toEqual([]);
    expect(editing.canRedo()).toBe(true);
  });

  test('loses nothing when the phone ends it with the server away, and lays it on what others did', async () => {
    const { server, open, newId } = worldOf();
    const first = await open();
    first.edit(...insertMaterial(first.document(), source, { before: null, newId }));
    await first.saving.flush();
    const id = mainTrack(first.document())?.items[0]?.id ?? '';
    server.isAway = true;
    first.edit({ kind: 'split', item: id, at: ticksPerSecond, newId: 'second' });
    expect(await first.saving.flush()).toBe(false);

    // Killed: nothing of it runs any more. It opens without the server, too.
    const second = await open();
    expect(lengths(second.document())).toEqual([1, 3]);
    expect(second.canUndo()).toBe(true);
    const theirs: Operation = { kind: 'setTrack', track: 'main', field: 'name', value: 'theirs' };
    server.document = mergeEdits(server.document, [[theirs]], { changed: new Set() }).document;
    server.revision += 1;
    server.isAway = false;
    expect(await second.saving.flush()).toBe(true);
    expect(lengths(server.document)).toEqual([1, 3]);
    expect(mainTrack(server.document)?.name).toBe('theirs');
    expect(second.document()).toEqual(server.document);
  });

  test('keeps what is selected and where it stands within the film', async () => {
    const { open, newId } = worldOf();
    const editing = await open();
    editing.edit(...insertMaterial(editing.document(), source, { before: null, newId }));
    const id = mainTrack(editing.document())?.items[0]?.id ?? '';
    editing.select(id);
    editing.seek(99 * ticksPerSecond);
    expect(editing.playhead()).toBe(4 * ticksPerSecond - ticksPerSecond / 30);
    editing.removeSelected();
    expect([editing.selected(), editing.playhead()]).toEqual([null, 0]);
  });
});
