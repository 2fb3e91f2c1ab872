import type { GroupRole } from '@weireel/contract';
import { describe, expect, it } from 'vitest';
import {
  actsFor,
  isManagedBy,
  may,
  mustRotateMedia,
  reviewAtStart,
  type VideoAccessFacts,
} from './access.ts';

const base: VideoAccessFacts = {
  ...{ authorId: 'author', madeById: null },
  audience: 'public',
  review: 'approved',
  playable: true,
  arriving: false,
  published: true,
  due: true,
  isMember: false,
  isApart: false,
};
const author = { id: 'author', roles: [] };
const stranger = { id: 'stranger', roles: [] };
const admin = { id: 'boss', roles: ['admin' as const] };

describe('who may see a video', () => {
  it.each([
    ['a public one that plays', {}, true],
    ['an unlisted one that plays', { audience: 'unlisted' as const }, true],
    ['a private one', { audience: 'private' as const }, false],
    ['one that waits for review', { review: 'pending' as const }, false],
    ['one that was rejected', { review: 'rejected' as const }, false],
    ['one that does not play yet', { playable: false }, false],
    ['one that plays while its file is still arriving', { arriving: true }, false],
  ])('shows strangers %s: %o → %s', (_name, change, visible) => {
    expect(may('see', { ...base, ...change }, stranger)).toBe(visible);
    expect(may('see', { ...base, ...change }, null)).toBe(visible);
    expect(may('see', { ...base, ...change }, author)).toBe(true);
    expect(may('see', { ...base, ...change }, admin)).toBe(true);
  });

  it.each([
    ['one that is public and published', {}, true],
    ['an unlisted one', { audience: 'unlisted' as const }, false],
    ['one without a time of publication', { published: false }, false],
    ['one that does not play', { playable: false }, false],
  ])('lets strangers find %s: %o → %s', (_name, change, found) => {
    expect(may('find', { ...base, ...change }, stranger)).toBe(found);
    expect(may('recommend', { ...base, ...change }, null)).toBe(found);
  });

  it('lets only its author and administrators change it', () => {
    expect(isManagedBy(base, author)).toBe(true);
    expect(isManagedBy(base, admin)).toBe(true);
    expect(isManagedBy(base, stranger)).toBe(false);
    expect(isManagedBy(base, null)).toBe(false);
  });
});

describe('who acts for a channel', () => {
  const of = (role: GroupRole, id = 'somebody') => ({ id, roles: [], channels: [{ id: 'author', role }] });
  it.each([
    // to publish as it; to manage what others have made as it; to say what it is called
    ['member', true, false, false],
    ['manager', true, true, false],
    ['owner', true, true, true],
  ] as const)('a %s: %s, %s, %s', (role, publishes, manages, names) => {
    expect(actsFor('author', of(role), 'member')).toBe(publishes);
    expect(isManagedBy({ ...base, madeById: 'another' }, of(role))).toBe(manages);
    expect(isManagedBy({ ...base, madeById: 'somebody' }, of(role))).toBe(true);
    expect(may('see', { ...base, audience: 'private', madeById: 'another' }, of(role))).toBe(manages);
    expect(actsFor('author', of(role), 'owner')).toBe(names);
    expect(actsFor('another channel', of(role), 'member')).toBe(false);
  });

  it('nobody who was taken out, of what they made while they were in it', () => {
    expect(isManagedBy({ ...base, madeById: 'stranger' }, stranger)).toBe(false);
  });
});

describe('who is meant by an audience', () => {
  const member = { ...base, isMember: true };
  it.each([
    // visitor, somebody signed in, a member of one of its groups
    ['public', true, true, true],
    ['unlisted', true, true, true],
    ['internal', false, true, true],
    ['group', false, false, true],
    ['private', false, false, false],
  ] as const)('%s: visitors %s, people %s, members %s', (audience, visitor, person, ofGroup) => {
    for (const deed of ['see', 'play', 'comment'] as const) {
      expect(may(deed, { ...base, audience }, null)).toBe(visitor);
      expect(may(deed, { ...base, audience }, stranger)).toBe(person);
      expect(may(deed, { ...member, audience }, stranger)).toBe(ofGroup);
      expect(may(deed, { ...member, audience, due: false }, stranger)).toBe(false);
      expect(may(deed, { ...base, audience, due: false }, author)).toBe(true);
    }
    const isListed = audience !== 'unlisted';
    expect(may('find', { ...member, audience }, stranger)).toBe(ofGroup && isListed);
  });
});

describe('review and links', () => {
  it('waits for a decision only when review comes before publication', () => {
    expect(reviewAtStart('off')).toBe('approved');
    expect(reviewAtStart('after')).toBe('approved');
    expect(reviewAtStart('before')).toBe('pending');
  });

  it('lets links die when what was open is closed, and only then', () => {
    expect(mustRotateMedia(base, { ...base, audience: 'private' })).toBe(true);
    expect(mustRotateMedia(base, { ...base, audience: 'unlisted' })).toBe(false);
    expect(mustRotateMedia({ ...base, audience: 'private' }, base)).toBe(false);
    expect(mustRotateMedia(base, { ...base, due: false })).toBe(true);
    const internal = { ...base, audience: 'internal' as const };
    const ofGroup = { ...base, audience: 'group' as const };
    expect(mustRotateMedia(base, internal)).toBe(true);
    expect(mustRotateMedia(internal, ofGroup)).toBe(true);
    expect(mustRotateMedia(ofGroup, internal)).toBe(false);
    expect(mustRotateMedia(ofGroup, { ...base, audience: 'private' })).toBe(true);
  });
});
