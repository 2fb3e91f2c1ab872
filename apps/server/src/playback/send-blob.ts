import type { BlobFacts } from '@weireel/blob';
import { WeireelError } from '@weireel/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setAnswerHeaders } from '../http/answer-headers.ts';
import type { HotBlobs } from './hot-blobs.ts';
import type { BlobPump } from './pump-blob.ts';
import { decideRange } from './range.ts';

/** Sends a blob that never changes: ranges, validators, HEAD. */
export async function sendBlob(
  { blobs, pump }: { blobs: HotBlobs; pump: BlobPump },
  request: FastifyRequest,
  reply: FastifyReply,
  options: { key: string; cacheControl: string },
): Promise<FastifyReply> {
  const blob = await blobs.open(options.key);
  if (!blob) throw new WeireelError('not_found');
  try {
    reply.header('cache-control', options.cacheControl);
    const range = decideAnswer(request, reply, blob);
    if (range === null) return await reply.send();
    setAnswerHeaders(request, reply);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(reply.statusCode);
    await pump.pump(blob, reply.raw, range);
    return reply;
  } catch (error) {
    if (!reply.sent) throw error;
    request.log.warn({ cause: String(error) }, 'an answer broke off');
    return reply;
  } finally {
    await blob.close();
  }
}

/** Sets status and headers; returns the bytes to send, null for none. */
function decideAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { sizeBytes, etag, contentType }: BlobFacts,
): { start: number; endExclusive: number } | null {
  reply.header('etag', etag).header('accept-ranges', 'bytes');
  if (matches(request.headers['if-none-match'], etag)) {
    reply.code(304);
    return null;
  }
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
  reply.type(contentType).header('content-length', endExclusive - start);
  return request.method === 'HEAD' ? null : { start, endExclusive };
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
