import { expect, test } from 'vitest';
import { decodeEvent } from './events.ts';

test('a stored event is read by the schema of its kind (EVT-3)', () => {
  const payload = { assetId: 'abcdefgh12345678' };
  expect(decodeEvent('upload.created', payload)).toEqual({ kind: 'upload.created', payload });
  expect(decodeEvent('upload.created', {})).toBeNull();
  expect(decodeEvent('job.dead', payload)).toBeNull();
});

test('what a later version adds is passed over: members are kept, kinds are not known (EVT-3)', () => {
  expect(decodeEvent('video.changed', { why: 'renamed' })).toEqual({
    kind: 'video.changed',
    payload: { why: 'renamed' },
  });
  expect(decodeEvent('planet.discovered', {})).toBeNull();
  expect(decodeEvent('toString', {})).toBeNull();
});
