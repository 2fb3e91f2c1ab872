import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** How text can be sent, the better one first. */
export const encodings = ['br', 'gzip'] as const;

/** One of them, as `Content-Encoding` names it. */
export type Encoding = (typeof encodings)[number];

/** Below this an answer and its headers fit into one packet. */
const smallestBytes = 1024;

/** A fifth more bytes than at the best, in a twentieth of its time. */
const brotliParams = { [constants.BROTLI_PARAM_QUALITY]: 4 };

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Compresses text that is made for each answer: JSON, problems, pages, playlists. ETags of such answers have to be
 * weak (RFC 9110, section 8.8.1), because one stands for all encodings.
 *
 * Only answers to reads: those to writes are small, and the ones that begin a session carry its token, whose length
 * must not tell what else is in them (BREACH).
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isCompressible(request, reply)) return payload;
    if (payload instanceof Readable) {
      const encoding = startEncoding(request, reply);
      if (encoding === null || request.method === 'HEAD') return payload;
      reply.header('content-encoding', encoding).removeHeader('content-length');
      const encoder = encoding === 'br' ? createBrotliCompress({ params: brotliParams }) : createGzip();
      return payload.on('error', (error) => encoder.destroy(error)).pipe(encoder);
    }
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (Buffer.byteLength(payload) < smallestBytes) return payload;
    const encoding = startEncoding(request, reply);
    if (encoding === null) return payload;
    const small = encoding === 'br' ? await brotli(payload, { params: brotliParams }) : await zip(payload);
    reply.header('content-encoding', encoding).header('content-length', small.length);
    return small;
  });
}

/** The encoding that a request likes best; null: none of ours. */
export function encodingFor(request: FastifyRequest): Encoding | null {
  const asked = request.headers['accept-encoding'];
  return asked === undefined ? null : negotiate<Encoding>(String(asked), [...encodings]);
}

/** Tells caches that an answer depends on what encodings are accepted. */
export function varyByEncoding(reply: FastifyReply): void {
  const before = String(reply.getHeader('vary') ?? '');
  if (before.includes('accept-encoding')) return;
  reply.header('vary', before === '' ? 'accept-encoding' : `${before}, accept-encoding`);
}

function startEncoding(request: FastifyRequest, reply: FastifyReply): Encoding | null {
  varyByEncoding(reply);
  return encodingFor(request);
}

function isCompressible(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // A range is one of the bytes as they are, and what is compressed already stays so.
  if (reply.statusCode === 206 || reply.hasHeader('content-encoding')) return false;
  if (String(reply.getHeader('cache-control') ?? '').includes('no-transform')) return false;
  return compressibleType.test(String(reply.getHeader('content-type') ?? ''));
}

const compressibleType =
  /^(?:text\/(?!event-stream)|image\/svg\+xml|application\/(?:[\w.-]+\+)?(?:json|xml|yaml|javascript|vnd\.apple\.mpegurl)\b)/;
