import { emptyDocument } from '@weireel/edit/editing';
import { describe, expect, test } from 'vitest';
import type { TextMemory } from '../player/text-memory.ts';
import { createKeptDrafts, type KeptDraft } from './kept-drafts.ts';

/** A device that is asked what it remembers. */
function deviceOf() {
  const texts = new Map<string, string>();
  const memory: TextMemory = {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void (text === null ? texts.delete(key) : texts.set(key, text)),
  };
  return { texts, memory };
}

const nothing = { pending: [], title: null, sending: null };
const draft = (change: Partial<KeptDraft> = {}): KeptDraft => ({
  ...{ title: 'Film', revision: 3, document: emptyDocument(), queue: nothing, done: [], undone: [] },
  ...change,
});

describe('drafts that a device keeps', () => {
  test('are there after a restart, with what was not sent', () => {
    const { memory } = deviceOf();
    const queue = { ...nothing, pending: [[{ kind: 'removeTrack' as const, track: 'main' }]] };
    createKeptDrafts(memory).keep('a', draft({ queue }));
    const later = createKeptDrafts(memory);
    expect(later.read('a')).toEqual(draft({ queue }));
    expect(later.unsaved()).toEqual(['a']);
    expect(later.read('b')).toBeNull();
  });

  test('of which all is saved make room for others; one that waits does not', () => {
    const { memory } = deviceOf();
    const drafts = createKeptDrafts(memory);
    drafts.keep('waits', draft({ queue: { ...nothing, title: 'Other' } }));
    for (const id of ['1', '2', '3', '4', '5', '6', '7']) drafts.keep(id, draft());
    expect(drafts.read('waits')).not.toBeNull();
    expect(['1', '2', '7'].map((id) => drafts.read(id) === null)).toEqual([true, false, false]);
    drafts.forget('waits');
    expect(drafts.unsaved()).toEqual([]);
  });

  test('keep of a long history what has room, and of what is damaged nothing', () => {
    const { memory, texts } = deviceOf();
    const drafts = createKeptDrafts(memory);
    const step = [{ cell: 'x', from: 'y'.repeat(10_000) }];
    drafts.keep('a', draft({ done: Array.from({ length: 40 }, () => step) }));
    expect(drafts.read('a')?.done.length).toBeLessThan(10);
    expect(drafts.read('a')?.done.length).toBeGreaterThan(2);
    for (const text of ['', '{', '[]', 'null', '{"title":"a","revision":1}']) {
      texts.set('weireel.studio.a', text);
      expect(drafts.read('a')).toBeNull();
    }
  });
});
