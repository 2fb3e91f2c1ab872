import { describe, expect, it } from 'vitest';
import { canSee, isManagedBy, mustRotateMedia, reviewAtStart, type VideoAccessFacts } from './access.ts';

const base: VideoAccessFacts = {
  authorId: 'author',
  visibility: 'public',
  review: 'approved',
  playable: true,
  arriving: false,
};
const author = { id: 'author', roles: [] };
const stranger = { id: 'stranger', roles: [] };
const admin = { id: 'boss', roles: ['admin' as const] };

describe('who may see a video', () => {
  it.each([
    ['a public one that plays', {}, true],
    ['an unlisted one that plays', { visibility: 'unlisted' as const }, true],
    ['a private one', { visibility: 'private' as const }, false],
    ['one that waits for review', { review: 'pending' as const }, false],
    ['one that was rejected', { review: 'rejected' as const }, false],
    ['one that does not play yet', { playable: false }, false],
    ['one that plays while its file is still arriving', { arriving: true }, false],
  ])('shows strangers %s: %o → %s', (_name, change, visible) => {
    expect(canSee({ ...base, ...change }, stranger)).toBe(visible);
    expect(canSee({ ...base, ...change }, null)).toBe(visible);
    expect(canSee({ ...base, ...change }, author)).toBe(true);
    expect(canSee({ ...base, ...change }, admin)).toBe(true);
  });

  it('lets only its author and administrators change it', () => {
    expect(isManagedBy(base, author)).toBe(true);
    expect(isManagedBy(base, admin)).toBe(true);
    expect(isManagedBy(base, stranger)).toBe(false);
    expect(isManagedBy(base, null)).toBe(false);
  });
});

describe('review and links', () => {
  it('waits for a decision only when review comes before publication', () => {
    expect(reviewAtStart('off')).toBe('approved');
    expect(reviewAtStart('after')).toBe('approved');
    expect(reviewAtStart('before')).toBe('pending');
  });

  it('lets links die when what was open is closed, and only then', () => {
    expect(mustRotateMedia(base, { ...base, visibility: 'private' })).toBe(true);
    expect(mustRotateMedia(base, { ...base, visibility: 'unlisted' })).toBe(false);
    expect(mustRotateMedia({ ...base, visibility: 'private' }, base)).toBe(false);
  });
});
