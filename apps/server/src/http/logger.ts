import type { FastifyServerOptions } from 'fastify';

/** Structured lines on standard error; tokens, cookies and signatures never get into them. */
export function loggerOptions(level: string): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    stream: process.stderr,
    serializers: {
      req: (request: { method: string; url: string; ip?: string }) => ({
        method: request.method,
        url: withoutSecrets(request.url),
        ip: request.ip,
      }),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
    },
  };
}

/** Takes signatures and tokens out of an address. */
export function withoutSecrets(url: string): string {
  return url.replaceAll(/([?&](?:sig|token|code)=)[^&]*/g, '$1…');
}
