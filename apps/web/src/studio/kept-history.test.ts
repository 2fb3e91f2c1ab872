import { describe, expect, test } from 'vitest';
import { keepHistory, readHistory, type TextStore } from './kept-history.ts';

/** A store with room for so many characters. */
function storeOf(room = Infinity): TextStore & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem(name, text) {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      texts.set(name, text);
    },
    removeItem: (name) => void texts.delete(name),
  };
}

const step = (n: number, to = 'x') => [{ cell: `items/a/${n}`, to }];
const nothing = { done: [], undone: [] };

describe('what can be undone after a page was loaded anew', () => {
  test('is what could be before, for the revision that it belongs to alone (GOAL-60)', () => {
    const store = storeOf();
    const steps = { done: [step(1), step(2)], undone: [step(3)] };
    keepHistory(store, 'one', { revision: 7, ...steps });
    expect(readHistory(store, 'one', 7)).toEqual(steps);
    expect(readHistory(store, 'one', 8)).toEqual(nothing);
    expect(readHistory(store, 'two', 7)).toEqual(nothing);
  });

  test('is bounded: the latest steps, as many as there is room for', () => {
    const many = Array.from({ length: 300 }, (_, n) => step(n));
    const store = storeOf();
    keepHistory(store, 'one', { revision: 1, done: many, undone: [] });
    expect(readHistory(store, 'one', 1).done).toEqual(many.slice(-100));
    const large = many.map((_, n) => step(n, 'x'.repeat(20_000)));
    keepHistory(store, 'one', { revision: 2, done: large, undone: [] });
    expect(readHistory(store, 'one', 2).done).toEqual(large.slice(-12));
    const small = storeOf(1000);
    keepHistory(small, 'one', { revision: 3, done: many, undone: [] });
    expect(readHistory(small, 'one', 3).done).toEqual(many.slice(-25));
    // What has no room at all leaves nothing of another revision behind.
    keepHistory(small, 'one', { revision: 4, done: [step(1, 'x'.repeat(2000))], undone: [] });
    expect(small.texts.size).toBe(0);
  });

  test.each(['{', 'null', '{"revision":1}', '{"revision":1,"done":[[{}]],"undone":[]}', '[1]'])(
    'is nothing where %s was put',
    (text) => {
      const store = storeOf();
      store.setItem('weireel.studio.one', text);
      expect(readHistory(store, 'one', 1)).toEqual(nothing);
    },
  );
});
