import { describe, expect, it } from 'vitest';
import { readWish, toQuery, writeWish } from './search-wish.ts';

describe('the address of a search', () => {
  it('says what is looked for, and nothing that is usual', () => {
    const wish = readWish({ q: ' 长江 ', type: 'video', length: 'short', age: 'any' });
    expect(wish).toEqual({
      q: '长江',
      type: 'video',
      length: 'short',
      age: 'any',
      category: null,
      collection: null,
    });
    expect(writeWish(wish)).toEqual({ q: '长江', length: 'short' });
    expect(readWish(writeWish(wish))).toEqual(wish);
  });

  it('is read however it was written', () => {
    const plain = { q: '', type: 'video', length: 'any', age: 'any', category: null, collection: null };
    expect(readWish({})).toEqual(plain);
    expect(
      readWish({ q: ['a', 'b'], type: 'secret', length: 'toString', age: null, category: '../x' }),
    ).toEqual(plain);
    expect(readWish({ q: 'a'.repeat(500) }).q).toHaveLength(100);
  });

  it('becomes what the server is asked', () => {
    const category = 'abcdefgh12345678';
    expect(toQuery(readWish({ q: 'a', category }), 0)).toEqual({
      q: 'a',
      type: 'video',
      categoryId: category,
    });
    expect(writeWish(readWish({ q: 'a', category }))).toEqual({ q: 'a', category });
    expect(toQuery(readWish({ q: 'a', collection: category }), 0)).toMatchObject({ collectionId: category });
    expect(writeWish(readWish({ collection: category }))).toEqual({ collection: category });
    expect(readWish({ q: 'a', type: 'collection' }).type).toBe('collection');
    const nowMs = Date.parse('2026-01-08T00:00:00Z');
    expect(toQuery(readWish({ q: 'a', length: 'long', age: 'week' }), nowMs)).toEqual({
      ...{ q: 'a', type: 'video', minDurationMs: 300_001 },
      publishedAfter: '2026-01-01T00:00:00.000Z',
    });
    expect(toQuery(readWish({ q: 'a', type: 'user', age: 'week' }), nowMs)).toEqual({ q: 'a', type: 'user' });
  });
});
