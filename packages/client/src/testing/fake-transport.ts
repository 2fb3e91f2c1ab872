import { TransportError, type Transport, type TransportAnswer, type TransportRequest } from '../transport.ts';
import type { FakeServer } from './fake-server.ts';

/**
 * What goes wrong with one request. `lost`: it never arrives. `answer_lost`: it is done, but nobody hears of
 * it. `hang`: no answer until it is cancelled. `late`: the answer comes after those of later requests.
 * `damaged`: a bit of the body flips on the way. `portal`: a stranger's page answers. Numbers: that status,
 * from a proxy. `limited`: 429 with Retry-After of 7 s.
 */
export type Fault =
  'none' | 'lost' | 'answer_lost' | 'hang' | 'late' | 'damaged' | 'portal' | 'limited' | 500 | 502 | 503;

/** A transport to a fake server. `nextFault` is asked before each request; `afterOthers`: `setImmediate`. */
export function createFakeTransport(
  server: FakeServer,
  nextFault: (request: TransportRequest) => Fault,
  afterOthers: (callback: () => void) => void,
): Transport {
  return async (request) => {
    if (request.signal?.aborted === true) throw new TransportError('cancelled');
    const fault = nextFault(request);
    const size = request.body?.length ?? 0;
    if (size > 1) request.onSentBytes?.(Math.floor(size / 2));
    switch (fault) {
      case 'none':
        request.onSentBytes?.(size);
        return deliver(request);
      case 'lost':
        throw new TransportError('lost');
      case 'answer_lost':
        await deliver(request);
        throw new TransportError('answer lost');
      case 'hang':
        return hang(request);
      case 'late': {
        const answer = await deliver(request);
        for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => afterOthers(resolve));
        return answer;
      }
      case 'damaged':
        return deliver({ ...request, ...damage(request.body) });
      case 'portal':
        return reply(200, '<html>Sign in to this Wi-Fi</html>');
      case 'limited':
        return reply(429, '{"code":"rate_limited","title":"slow down"}', { 'retry-after': '7' });
      default:
        return reply(fault, '<html>proxy</html>');
    }
  };

  // Not at once: requests that were made together are all under way before the first answer.
  async function deliver(request: TransportRequest): Promise<TransportAnswer> {
    await Promise.resolve();
    const path = request.url.replace('http://fake', '');
    const { status, body, headers } = server.handle({
      method: request.method,
      path,
      headers: request.headers,
      body: request.body,
    });
    return reply(status, body, headers);
  }
}

function reply(status: number, body: string, headers: Record<string, string> = {}): TransportAnswer {
  return { status, body, header: (name) => headers[name.toLowerCase()] ?? null };
}

function hang(request: TransportRequest): Promise<never> {
  return new Promise((_resolve, reject) => {
    request.signal?.addEventListener('abort', () => reject(new TransportError('cancelled')), { once: true });
  });
}

// JSON goes undamaged: nothing on our side could notice.
function damage(body: TransportRequest['body']): { body?: Uint8Array } {
  if (!(body instanceof Uint8Array)) return {};
  const damaged = body.slice();
  damaged[0] = (damaged[0] ?? 0) ^ 1;
  return { body: damaged };
}
