import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The built web client at `/`; every page of its own router gets `index.html`. */
export async function webRoutes(app: FastifyInstance, distFolder: string): Promise<void> {
  if (!existsSync(distFolder)) {
    app.log.warn({ distFolder }, 'the web client is not built; only the API is served');
    return;
  }
  await app.register(fastifyStatic, {
    root: distFolder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // File names below assets/ carry a hash of their content.
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', { schema: { hide: true }, config: { rateLimit: false } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isPage = !path.startsWith('/api/') && !path.startsWith('/media/') && !/\.[a-z0-9]+$/i.test(path);
    if (!isPage) return reply.callNotFound();
    return reply.sendFile('index.html');
  });
}
