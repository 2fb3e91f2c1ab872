import type { EditedProject } from '@weireel/contract';
import { perform, type EditDocument, type Operation, type Track } from '@weireel/edit';
import { emptyDocument } from '@weireel/edit/editing';
import { describe, expect, test } from 'vitest';
import { createEditQueue } from './edit-queue.ts';

const addTrack = (id: string): Operation => {
  const track: Track = { id, kind: 'audio', items: [], transitions: [] };
  return { kind: 'addTrack', track, index: 1 };
};
const call = (track: string, value: string): Operation => ({ kind: 'setTrack', track, field: 'name', value });

function after(document: EditDocument, ...operations: Operation[]): EditDocument {
  return operations.reduce((present, operation) => {
    const outcome = perform(present, operation);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
    return outcome.document;
  }, document);
}

/** What the server answers when this is what it has then. */
const answer = (document: EditDocument, revision: number, dropped: EditedProject['dropped'] = []) =>
  ({ project: { document, revision }, dropped }) as unknown as EditedProject; // as: all that is read of it

let count = 0;
const queue = () => createEditQueue(() => `edit-${(count += 1)}`);

describe('own edits on their way', () => {
  test('are sent the same again until it is known what came of them', () => {
    const edits = queue();
    edits.add([addTrack('a')]);
    const first = after(emptyDocument(), addTrack('a'));
    const sent = edits.next(1, first);
    edits.add([addTrack('b')]);
    expect(edits.next(1, after(first, addTrack('b')))).toBe(sent);
    expect(sent.body).toMatchObject({ revision: 1, edits: [[{ track: { id: 'a' } }]] });
    // Nobody else did anything: nothing is taken over.
    expect(edits.land(answer(first, 2))).toEqual({ document: null, problems: [] });
    const rest = edits.next(2, after(first, addTrack('b')));
    expect(rest.body).toMatchObject({ revision: 2, edits: [[{ track: { id: 'b' } }]] });
    expect(rest.body.id).not.toBe(sent.body.id);
    edits.land(answer(after(first, addTrack('b')), 3));
    expect(edits.hasMore()).toBe(false);
  });

  test('that were refused are sent once more with what mends them', () => {
    const edits = queue();
    edits.add([addTrack('a')]);
    edits.rename('Name');
    const { body } = edits.next(1, after(emptyDocument(), addTrack('a')));
    edits.add([call('a', 'mended')]);
    edits.giveBack();
    const next = edits.next(1, after(emptyDocument(), addTrack('a'), call('a', 'mended')));
    expect(next.body).toMatchObject({ title: 'Name', edits: [body.edits[0], [{ value: 'mended' }]] });
    expect(next.body.id).not.toBe(body.id);
  });

  test('that were not sent yet lie on top of what others did, unless they would undo it', () => {
    const edits = queue();
    edits.add([addTrack('a')]);
    const mine = after(emptyDocument(), addTrack('a'));
    edits.next(1, mine);
    edits.add([call('main', 'mine')]);
    edits.add([call('a', 'mine')]);
    const theirs = after(mine, call('main', 'theirs'));
    const landed = edits.land(answer(theirs, 3));
    expect(landed.document).toEqual(after(theirs, call('a', 'mine')));
    expect(landed.problems).toMatchObject([{ code: 'changed_meanwhile', path: 'tracks.main.name' }]);
    expect(edits.next(3, theirs).body.edits).toEqual([[call('a', 'mine')]]);
  });

  test('are sent in as many calls as one call may have of them', () => {
    const edits = queue();
    const names = Array.from({ length: 130 }, (_, n) => [call('main', String(n))]);
    for (const each of names) edits.add(each);
    const sent: unknown[] = [];
    let calls = 0;
    for (; edits.hasMore(); calls += 1) {
      sent.push(...edits.next(1, emptyDocument()).body.edits);
      edits.land(answer(emptyDocument(), 2));
    }
    expect(calls).toBe(3);
    expect(sent).toEqual(names);
    edits.add(Array.from({ length: 50 }, () => call('main', 'x')));
    for (let n = 0; n < 4; n += 1) edits.add(Array.from({ length: 50 }, () => call('main', 'y')));
    expect(edits.next(1, emptyDocument()).body.edits).toHaveLength(4);
  });
});
