import { describe, expect, it } from 'vitest';
import { assetTransitions, type AssetState } from '../videos/transitions.ts';
import { mayJoin } from './take.ts';

describe('joining', () => {
  // as: the table has one entry for each state
  it.each(Object.keys(assetTransitions) as AssetState[])('is for what has arrived: %s', (state) => {
    const hasArrived = state === 'processing' || state === 'ready';
    expect(mayJoin({ ownerId: 'me', state }, 'me')).toBe(hasArrived);
    expect(mayJoin({ ownerId: 'me', state }, 'another')).toBe(false);
  });
});
