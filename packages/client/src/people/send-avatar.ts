import type { CancelSignal, Me } from '@weireel/contract';
import { errorCatalogue, errorTitle, isErrorCode } from '@weireel/contract/plain';
import type { Api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import type { Clock } from '../upload/ports.ts';

/** Usually it is there after the first look; a server that encodes takes its time. */
const [firstLookMs, longestPauseMs, patienceMs] = [400, 4000, 60_000];

/**
 * Sends a picture and waits until it is shown, for a minute at most: `sentPicture` tells whether it still waits then.
 * Rejects as calls do, and with the `ApiError` of a picture that turned out to be none.
 *
 * @param signal ends the waiting; the picture is shown all the same
 */
export async function sendAvatar(
  { api, clock }: { api: Api; clock: Clock },
  bytes: Uint8Array,
  signal: CancelSignal,
): Promise<Me> {
  let me = await api.call('putAvatar', { bytes, signal });
  const untilMs = clock.now() + patienceMs;
  for (let pauseMs = firstLookMs; me.sentPicture?.state === 'waiting'; pauseMs *= 1.5) {
    if (signal.aborted || clock.now() >= untilMs) return me;
    await clock.sleep(Math.min(pauseMs, longestPauseMs), signal);
    me = await api.call('me');
  }
  const code = me.sentPicture?.failureCode ?? null;
  if (code !== null) throw failedBy(code, api);
  return me;
}

function failedBy(told: string, api: Api): ApiError {
  // A newer server may know reasons that this client does not.
  const code = isErrorCode(told) ? told : 'internal';
  return new ApiError({
    ...{ code, status: errorCatalogue[code].status, title: errorTitle(code, api.language()) },
    ...{ detail: null, errors: [], retryAfterMs: null, extra: {} },
  });
}
