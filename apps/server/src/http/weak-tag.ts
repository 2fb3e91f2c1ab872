import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** A validator for content, whatever its encoding. */
export function weakTag(content: Buffer | string): string {
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** Whether a reader has what a weak tag stands for (`If-None-Match`, RFC 9110 section 13.1.2). */
export function matchesTag(request: FastifyRequest, tag: string): boolean {
  const given = request.headers['if-none-match'];
  if (given === undefined) return false;
  const opaque = (text: string): string => text.trim().replace(/^W\//, '');
  return given.trim() === '*' || given.split(',').some((one) => opaque(one) === opaque(tag));
}
