import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

// Players of HLS feed blobs to the video element and work in a worker made from a blob.
const policyOfPages = [
  "default-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

const contentSecurityPolicy = `${policyOfPages}; frame-ancestors 'none'`;

/** Of a page that stands in frames of anybody's, and so must not let a click do anything for whoever is signed in. */
export const framablePolicy = `${policyOfPages}; frame-ancestors *`;

/** Names every answer, and keeps browsers from doing with it what we did not mean. */
export function answerHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    setAnswerHeaders(request, reply);
    const type = String(reply.getHeader('content-type') ?? '');
    if (type.startsWith('text/html') && !reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', contentSecurityPolicy);
    }
    done(null, payload);
  });
}

/** The headers of every answer, for those that are written past Fastify. */
export function setAnswerHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'strict-origin-when-cross-origin');
}
