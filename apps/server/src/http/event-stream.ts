import type { ServerResponse } from 'node:http';
import { WeireelError } from '@weireel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** How often a stream on which nothing happens shows that it lives. */
export const heartbeatMs = 15_000;

/** A comment of the protocol: readers pass it over. */
export const heartbeat = ': heartbeat\n\n';

/** Begins a stream of server-sent events; null: nothing is to be written, the caller has left or asked for no body. */
export function beginEventStream(request: FastifyRequest, reply: FastifyReply): ServerResponse | null {
  reply.hijack();
  const response = reply.raw;
  // Who left meanwhile closes nothing any more.
  if (response.destroyed) return null;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  if (request.method !== 'HEAD') return response;
  response.end();
  return null;
}

/** The open streams of one kind, of each key and of all. */
export interface OpenStreams {
  /**
   * Refuses a stream more than there may be.
   *
   * @throws WeireelError `too_many_streams`
   */
  admit(key: string): void;
  /** Counts a stream until it is closed. */
  add(key: string, response: ServerResponse): void;
}

/**
 * Counts open streams, and ends them all when the server stops: a graceful stop waits for requests under way, and these
 * would never end by themselves.
 *
 * @param most streams of one key, and of all; absent: any number
 */
export function countStreams(app: FastifyInstance, most: { ofOne: number; ofAll?: number }): OpenStreams {
  const open = new Set<ServerResponse>();
  const numbers = new Map<string, number>();
  app.addHook('preClose', (done) => {
    for (const response of open) response.end();
    done();
  });
  return {
    admit(key) {
      const isFull = open.size >= (most.ofAll ?? Infinity);
      if (isFull || (numbers.get(key) ?? 0) >= most.ofOne) throw new WeireelError('too_many_streams');
    },
    add(key, response) {
      open.add(response);
      numbers.set(key, (numbers.get(key) ?? 0) + 1);
      response.on('close', () => {
        open.delete(response);
        const left = (numbers.get(key) ?? 1) - 1;
        if (left > 0) numbers.set(key, left);
        else numbers.delete(key);
      });
    },
  };
}
