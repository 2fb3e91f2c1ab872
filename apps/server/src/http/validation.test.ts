import { describe, expect, it } from 'vitest';
import { findUnstorableText } from './validation.ts';

describe('text that PostgreSQL cannot store', () => {
  it('is found wherever it is', () => {
    expect(findUnstorableText({ title: 'a\0b' })).toBe('/title');
    expect(findUnstorableText({ tags: ['fine', '\ud800'] })).toBe('/tags/1');
    expect(findUnstorableText('\0')).toBe('');
  });

  it('is nowhere in what people write', () => {
    expect(findUnstorableText({ title: '你好 👋', tags: [], coverTimeMs: 5, categoryId: null })).toBeNull();
  });
});
