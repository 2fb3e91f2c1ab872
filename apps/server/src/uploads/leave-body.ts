import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long the rest of a refused body is read for, so that the answer reaches a client that is still sending. */
const lingerMs = 5000;

/**
 * Lets go of a request whose body is refused before its end: what is left of it is read and thrown away after the
 * answer, for a moment only, and then the connection is closed.
 */
export function leaveBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return;
  reply.raw.once('finish', () => {
    const close = setTimeout(() => raw.socket.destroy(), lingerMs);
    raw.once('close', () => clearTimeout(close)).resume();
  });
}
