import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor, varyByEncoding } from '../http/compression.ts';
import { matchesTag } from '../http/weak-tag.ts';
import type { WebFile } from './web-client.ts';

/** Sends a file of the client in the best encoding that was made of it. */
export function sendWebFile(request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  const { etag, contentType, compressed, isHashed } = file;
  reply.header('etag', etag);
  reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (Object.keys(compressed).length > 0) varyByEncoding(reply);
  if (matchesTag(request, etag)) return reply.code(304).send();
  reply.type(contentType);
  const encoding = encodingFor(request);
  const small = encoding === null ? undefined : compressed[encoding];
  if (encoding === null || small === undefined) return reply.send(file.bytes);
  return reply.header('content-encoding', encoding).send(small);
}
