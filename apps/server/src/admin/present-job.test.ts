import { assetSubject } from '@weireel/contract';
import { expect, it } from 'vitest';
import { placesOf } from './present-job.ts';

it('counts places in each pool by itself, without those that run', () => {
  const job = (id: string, isRunning: boolean) => ({
    id,
    kind: 'process_first',
    subject: assetSubject('s'),
    isRunning,
  });
  const pools = [
    { slots: 1, jobs: [job('a', true), job('b', false), job('c', false)] },
    { slots: 1, jobs: [job('d', false)] },
  ];
  expect([...placesOf(pools)]).toEqual([
    ['b', 1],
    ['c', 2],
    ['d', 1],
  ]);
});
