import type { CancelSignal, Me } from '@weireel/contract';
import { errorCatalogue, errorTitle, isErrorCode } from '@weireel/contract/plain';
import type { Api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { askAgain } from '../ask-again.ts';
import type { Clock } from '../upload/ports.ts';

/** Usually it is there after the first look; a server that encodes takes its time. */
const pause = { firstMs: 400, longestMs: 4000 };
const patienceMs = 60_000;

/**
 * Sends a picture and waits until it is shown, for a minute at most: `sentPicture` tells whether it still waits then.
 * Rejects as calls do, and with the `ApiError` of a picture that turned out to be none.
 *
 * @param as the channel that is to be shown by it. Absent: oneself
 * @param signal ends the waiting; the picture is shown all the same
 */
export async function sendAvatar(
  { api, clock }: { api: Api; clock: Clock },
  bytes: Uint8Array,
  signal: CancelSignal,
  as?: string,
): Promise<Me> {
  const query = as === undefined ? {} : { as };
  const sent = await api.call('putAvatar', { bytes, signal, query });
  const me = await askAgain(sent, {
    ...{ clock, signal, pause, patienceMs },
    isOpen: ({ sentPicture }) => sentPicture?.state === 'waiting',
    ask: () => api.call('me', { query }),
  });
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
