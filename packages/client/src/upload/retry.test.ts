import { describe, expect, it } from 'vitest';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { backoffMs, createRetry, temporaryReason } from './retry.ts';

function refusal(code: ApiError['code'], status: number): ApiError {
  return new ApiError({ code, status, title: '', detail: null, errors: [], retryAfterMs: null, extra: {} });
}

describe('the time before the next try', () => {
  it('doubles up to 30 s, and half of it is chance', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((failures) => backoffMs(failures, 0, null))).toEqual([
      500, 1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(backoffMs(3, 1, null)).toBe(4000);
  });

  it('is never shorter than the server asks', () => {
    expect(backoffMs(1, 0, 12_000)).toBe(12_000);
    expect(backoffMs(6, 1, 12_000)).toBe(30_000);
  });

  it('is an hour when a server asks for more than any timer can count', () => {
    expect(backoffMs(1, 0, 2 ** 31)).toBe(3_600_000);
    expect(backoffMs(1, 0, Infinity)).toBe(3_600_000);
  });
});

describe('a failure', () => {
  it.each([
    [new TransportError('no network'), 'network'],
    [refusal('rate_limited', 429), 'busy'],
    [refusal('unavailable', 503), 'busy'],
    [refusal('upload_completing', 409), 'busy'],
    [refusal('part_too_slow', 408), 'network'],
    [refusal('part_cut_off', 400), 'network'],
    [refusal('too_many_uploads', 409), null],
    [refusal('internal', 500), 'fault'],
    [refusal('storage_full', 507), null],
    [refusal('quota_exceeded', 403), null],
    [new Error('a bug of ours'), null],
  ])('%s passes by itself because of: %s', (error, reason) => {
    expect(temporaryReason(error)).toBe(reason);
  });
});

describe('retries', () => {
  const clock = createFakeClock((callback) => void setImmediate(callback));
  const retry = createRetry({ clock, random: () => 0.5, newAbort: () => new AbortController() });

  it('end with the last error when they are cancelled, also in the middle of a wait', async () => {
    const source = new AbortController();
    let tries = 0;
    const call = () => Promise.reject(new TransportError(`try ${++tries}`));
    const onWait = () => void (tries === 3 && source.abort());
    await expect(retry.run(call, { signal: source.signal, onWait })).rejects.toThrow('try 3');
  });

  it('do not begin again after an error that stays', async () => {
    let tries = 0;
    const call = () => {
      tries++;
      return Promise.reject(refusal('forbidden', 403));
    };
    await expect(retry.run(call, { signal: new AbortController().signal })).rejects.toBeInstanceOf(ApiError);
    expect(tries).toBe(1);
  });
});
