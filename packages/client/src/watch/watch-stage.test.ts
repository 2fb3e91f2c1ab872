import { expect, test } from 'vitest';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import { sampleVideo } from '../testing/sample-video.ts';
import { watchStage } from './watch-stage.ts';

const refusal = (code: 'not_found' | 'rate_limited') =>
  new ApiError({ code, status: 400, title: '', detail: null, errors: [], retryAfterMs: null, extra: {} });
const waiting = sampleVideo({ playback: null, failure: null });
const away = new TransportError('no network');

test.each([
  ['nothing is known yet', null, null, 'loading'],
  ['it is gone', null, refusal('not_found'), 'missing'],
  ['it was there, and is gone', waiting, refusal('not_found'), 'missing'],
  ['the network is away', null, away, 'failed'],
  ['the server is busy', null, refusal('rate_limited'), 'failed'],
  ['it is being made', waiting, null, 'waiting'],
  ['it is being made, and the network is away', waiting, away, 'waiting'],
] as const)('when %s, the page says so', (_what, video, error, stage) => {
  expect(watchStage(video, error)).toBe(stage);
});
