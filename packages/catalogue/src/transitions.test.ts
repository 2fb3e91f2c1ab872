import { describe, expect, it } from 'vitest';
import { editionTransitions } from './playback/transitions.ts';
import { originsOf, requireTransition, type Transitions } from './transitions.ts';
import { uploadTransitions } from './uploads/transitions.ts';
import { reviewTransitions } from './review/transitions.ts';
import { assetTransitions, videoTransitions } from './videos/transitions.ts';

/** Every pair, once more and by hand: rows become columns; `+` may be, `-` may not. */
const expected: { noun: string; table: Transitions<string>; pairs: Record<string, string> }[] = [
  {
    noun: 'an asset',
    table: assetTransitions,
    // uploading, processing, ready, failed, deleted
    pairs: { uploading: '-+-++', processing: '-++++', ready: '-+-++', failed: '-+--+', deleted: '-----' },
  },
  {
    noun: 'an upload',
    table: uploadTransitions,
    // open, complete, expired
    pairs: { open: '-++', complete: '---', expired: '---' },
  },
  {
    noun: 'an edition',
    table: editionTransitions,
    // building, growing, sealed, retired
    pairs: { building: '-++-', growing: '+-++', sealed: '+--+', retired: '+---' },
  },
  {
    noun: 'a video',
    table: videoTransitions,
    // unpublished, published
    pairs: { unpublished: '-+', published: '--' },
  },
  {
    noun: 'a review that an author touches',
    table: reviewTransitions,
    // pending, approved, rejected
    pairs: { pending: '+--', approved: '++-', rejected: '+-+' },
  },
];

const cases = expected.flatMap(({ noun, table, pairs }) =>
  Object.entries(pairs).flatMap(([from, marks]) =>
    Object.keys(pairs).map((to, at) => ({ noun, table, from, to, may: marks[at] === '+' })),
  ),
);

describe.each(expected)('the states of $noun', ({ table, pairs }) => {
  it('are all covered here', () => {
    expect(Object.keys(table)).toEqual(Object.keys(pairs));
  });
});

it.each(cases)('$noun that is $from may become $to: $may', ({ table, from, to, may }) => {
  const change = (): void => {
    requireTransition(table, from, to);
  };
  if (may) expect(change).not.toThrow();
  else expect(change).toThrow(expect.objectContaining({ code: 'wrong_state' }));
  expect(originsOf(table, to).includes(from)).toBe(may);
});
