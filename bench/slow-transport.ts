import { Agent, request as sendRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { TransportError, type Transport } from '@weireel/client';
import { loopbackTransport } from './loopback-transport.ts';

const agent = new Agent({ keepAlive: true });
const sliceBytes = 16 * 1024;

/** A line to a server on this machine that carries so many bits a second in all, however many requests share it. */
export function slowTransport(bitsPerSecond: number): Transport {
  let freeAtMs = 0;
  const send = async (bytes: number): Promise<void> => {
    const nowMs = performance.now();
    freeAtMs = Math.max(nowMs, freeAtMs) + (bytes * 8000) / bitsPerSecond;
    // Shorter waits than a timer can keep add up to one that it can.
    if (freeAtMs - nowMs > 2) await pause(freeAtMs - nowMs);
  };
  return async (call) => {
    const { method, url, headers, body } = call;
    if (method !== 'PUT' || !(body instanceof Uint8Array)) return loopbackTransport(call);
    const request = sendRequest(url, {
      method,
      agent,
      headers: { ...headers, 'content-length': body.length },
    });
    const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
      request.on('error', (cause) => reject(new TransportError('the line broke', { cause })));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      });
    });
    for (let at = 0; at < body.length; at += sliceBytes) {
      const slice = body.subarray(at, at + sliceBytes);
      await send(slice.length);
      request.write(slice);
    }
    request.end();
    return { ...(await answer), header: () => null };
  };
}
