import { Readable } from 'node:stream';
import type { BlobStore } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decideRange } from './range.ts';

/** Sends a blob that never changes: ranges, validators, HEAD. */
export async function sendBlob(
  blobs: BlobStore,
  request: FastifyRequest,
  reply: FastifyReply,
  options: { key: string; cacheControl: string },
): Promise<FastifyReply> {
  const facts = await blobs.head(options.key);
  if (!facts) throw new WeireelError('not_found');
  const { sizeBytes, etag } = facts;
  reply.header('etag', etag).header('accept-ranges', 'bytes').header('cache-control', options.cacheControl);
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const decision = decideRange(request.headers.range, {
    sizeBytes,
    etag,
    ifRange: oneHeader(request.headers['if-range']),
  });
  if (decision.kind === 'unsatisfiable') {
    reply.header('content-range', `bytes */${sizeBytes}`);
    throw new WeireelError('range_not_satisfiable');
  }
  const { start, endExclusive } = decision.kind === 'part' ? decision : { start: 0, endExclusive: sizeBytes };
  if (decision.kind === 'part') {
    reply.code(206).header('content-range', `bytes ${start}-${endExclusive - 1}/${sizeBytes}`);
  }
  reply.type(facts.contentType).header('content-length', endExclusive - start);
  if (request.method === 'HEAD') return reply.send();
  const blob = await blobs.read(options.key, { start, endExclusive });
  if (!blob) throw new WeireelError('not_found');
  return reply.send(blob.body instanceof Readable ? blob.body : Readable.from(blob.body));
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((given) => {
    const tag = given.trim();
    return tag === '*' || tag === etag || tag === `W/${etag}`;
  });
}

function oneHeader(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
