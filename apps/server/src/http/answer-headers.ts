import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * What pages may load and do.
 *
 * @param scripts hashes of the scripts that stand in the page itself, as a policy writes them
 */
function policyOf(scripts: readonly string[]): string {
  return [`script-src ${["'self'", ...scripts].join(' ')}`, ...policyOfPages].join('; ');
}

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
];

/** Of a page with some scripts of its own, by their hashes. */
export const pagePolicy = (scripts: readonly string[]): string =>
  `${policyOf(scripts)}; frame-ancestors 'none'`;

const plainPolicy = pagePolicy([]);

/** Of a page that stands in frames of anybody's, and so must not let a click do anything for whoever is signed in. */
export const framablePolicy = `${policyOf([])}; frame-ancestors *`;

/** Names every answer, and keeps browsers from doing with it what we did not mean. */
export function answerHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    setAnswerHeaders(request, reply);
    const type = String(reply.getHeader('content-type') ?? '');
    if (type.startsWith('text/html') && !reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', plainPolicy);
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
