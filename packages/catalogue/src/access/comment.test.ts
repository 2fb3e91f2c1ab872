import { describe, expect, it } from 'vitest';
import { decidesAboutComments, fateOfComment, mayDeleteComment, type CommentingFacts } from './comment.ts';
import type { Viewer } from './access.ts';

const video: CommentingFacts = {
  ...{
    authorId: 'author',
    madeById: null,
    audience: 'public',
    review: 'approved',
    playable: true,
    arriving: false,
  },
  ...{ published: true, due: true, isMember: false, isApart: false, policy: 'open' },
};
const author = { id: 'author', roles: [] };
const reader = { id: 'reader', roles: [] };
const editor = { id: 'editor', roles: ['editor' as const] };
const admin = { id: 'boss', roles: ['admin' as const] };

describe('what becomes of a comment', () => {
  it.each([
    ['open', 'shown', 'shown'],
    ['approve', 'held', 'shown'],
    ['closed', 'closed', 'shown'],
  ] as const)('where comments are %s: of others %s, of the author %s', (policy, ofOthers, ofAuthor) => {
    expect(fateOfComment({ ...video, policy }, reader)).toBe(ofOthers);
    expect(fateOfComment({ ...video, policy }, editor)).toBe(ofOthers);
    expect(fateOfComment({ ...video, policy }, author)).toBe(ofAuthor);
    expect(fateOfComment({ ...video, policy }, admin)).toBe(ofAuthor);
  });

  it('says nothing of videos that one may not see', () => {
    for (const change of [
      { audience: 'private' as const },
      { review: 'pending' as const },
      { playable: false },
      { arriving: true },
    ]) {
      expect(fateOfComment({ ...video, ...change }, reader)).toBeNull();
      expect(fateOfComment({ ...video, ...change, policy: 'closed' }, editor)).toBeNull();
      expect(fateOfComment({ ...video, ...change }, author)).toBe('shown');
    }
  });
});

describe('who takes a comment away', () => {
  it('its author, the author of the video, editors who may see it, administrators; nobody else', () => {
    const comment = { authorId: 'writer' };
    const may = (viewer: Viewer) => mayDeleteComment(comment, video, viewer);
    expect([may({ id: 'writer', roles: [] }), may(author), may(editor), may(admin)]).toEqual(
      [1, 1, 1, 1].map(Boolean),
    );
    expect([may(reader), may(null)]).toEqual([false, false]);
    const hidden = { ...video, audience: 'private' as const };
    expect(mayDeleteComment(comment, hidden, editor)).toBe(false);
    expect(decidesAboutComments(hidden, admin)).toBe(true);
  });
});
