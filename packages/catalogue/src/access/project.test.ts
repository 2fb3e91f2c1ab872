import { describe, expect, it } from 'vitest';
import { mayUseInProject } from './project.ts';

describe('what a project may use', () => {
  it.each([
    ['one’s own that is processed', { ownerId: 'me', state: 'ready' }, true],
    ['another’s', { ownerId: 'you', state: 'ready' }, false],
    ['one that is still arriving', { ownerId: 'me', state: 'uploading' }, false],
    ['one that is still processed', { ownerId: 'me', state: 'processing' }, false],
    ['one that failed', { ownerId: 'me', state: 'failed' }, false],
    ['a deleted one', { ownerId: 'me', state: 'deleted' }, false],
  ] as const)('%s: %o → %s', (_name, facts, expected) => {
    expect(mayUseInProject(facts, 'me')).toBe(expected);
  });
});
