import { createHash } from 'node:crypto';
import { pagePaths, watchPath, type PageName } from '@weireel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findOpenShare } from '../community/find-open-share.ts';
import { pagePolicy } from '../http/answer-headers.ts';
import type { ServerContext } from '../http/context.ts';
import { matchesTag, weakTag } from '../http/weak-tag.ts';
import { latestFeedPath, personFeedPath } from '../programs/addresses.ts';
import { brand } from '../programs/brand.ts';
import { embedRoutes } from '../programs/embed-routes.ts';
import { offlineWorker, workerPath } from './offline-worker.ts';
import { readViewing } from './read-viewing.ts';
import { codePreloads } from './code-preloads.ts';
import { writePage, type Alternate, type PageFacts, type PageStart, type Preload } from './page-head.ts';
import { sendWebFile } from './send-web-file.ts';
import { readWebClient } from './web-client.ts';

const options = { schema: { hide: true }, config: { isUnlimited: true } } as const;

/** Pages on which something plays at once, with the code that plays it. */
const playingModules: Partial<Record<PageName, readonly RegExp[]>> = {
  feed: [/\/hls\.js\//],
  watch: [/\/watch-page\.vue$/, /\/hls\.js\//],
};

/** Addresses of the pages that are the same for everybody: all but those that show what is here. */
const plainPaths = Object.values(pagePaths).filter(
  (path) => path !== pagePaths.feed && path !== pagePaths.watch && path !== pagePaths.person,
);

/**
 * The built web client: its files, and the page that starts it at every address of its router. What a page says of
 * itself is what a visitor may see, whoever asks: cookies play no part, so that caches may keep it.
 */
export async function webRoutes(app: FastifyInstance, context: ServerContext, folder: string): Promise<void> {
  const client = await readWebClient(folder);
  if (client === null) {
    app.log.warn({ folder }, 'the web client is not built; only the API is served');
    return;
  }
  const { publicUrl } = context.config;
  const policy = pagePolicy(scriptHashes(client.page));
  const preloadsOf = (name: PageName): Preload[] => codePreloads(client.chunks, playingModules[name] ?? []);
  const preloads = { feed: preloadsOf('feed'), watch: preloadsOf('watch') };
  const plainFacts = (path: string): PageFacts => ({
    title: null,
    description: `${brand} Weireel — 自己的短视频平台`,
    url: publicUrl + path,
    imageUrl: `${publicUrl}/icon-512.png`,
    video: null,
    isListed: path === pagePaths.feed,
  });
  const feedAt = (path: string): Alternate => ({
    type: 'application/rss+xml',
    url: publicUrl + path,
    title: `${brand} RSS`,
  });
  const sendPage = (
    request: FastifyRequest,
    reply: FastifyReply,
    page: { status: number; facts: PageFacts } & PageStart,
  ): FastifyReply => {
    const html = writePage(client.page, page.facts, page);
    const etag = weakTag(html);
    reply.code(page.status).header('cache-control', 'no-cache').header('etag', etag);
    reply.header('content-security-policy', policy);
    if (page.status === 200 && matchesTag(request, etag)) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(html);
  };
  const missing = { status: 404, facts: { ...plainFacts('/'), isListed: false } };
  const shell = { ...missing, status: 200 };

  const { script, shellPath } = offlineWorker(client, context.config.keepsOffline);
  const workerTag = weakTag(script);
  app.get(workerPath, options, (request, reply) => {
    reply.header('cache-control', 'no-cache').header('etag', workerTag);
    if (matchesTag(request, workerTag)) return reply.code(304).send();
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
  // Of this build alone: a worker of another one must not keep half of each.
  if (shellPath !== null) app.get(shellPath, options, (request, reply) => sendPage(request, reply, shell));

  for (const [path, file] of client.files) {
    app.get(path, options, (request, reply) => sendWebFile(request, reply, file));
  }
  for (const path of plainPaths) {
    // What stands behind an id is for some alone: such a page says of itself what their list says.
    const page = { status: 200, facts: plainFacts(path.replace(/\/:.*$/, '')) };
    app.get(path, options, (request, reply) => sendPage(request, reply, page));
  }
  app.get<{ Querystring: { v?: unknown } }>(pagePaths.feed, options, async (request, reply) => {
    const { v: startId } = request.query;
    // A link to a video opens the feed with it.
    const first = await tried(request, async () => {
      const wanted = typeof startId === 'string' ? await readViewing.of(context, startId) : null;
      return wanted?.early ? wanted : readViewing.first(context);
    });
    return sendPage(request, reply, {
      status: 200,
      facts: { ...plainFacts(pagePaths.feed), alternates: [feedAt(latestFeedPath)] },
      // What plays at once is in nobody's way by then.
      ...(first?.early
        ? { early: first.early }
        : { preloads: [...preloads.feed, ...(first?.preloads ?? [])] }),
    });
  });
  app.get<{ Params: { id: string } }>(pagePaths.person, options, (request, reply) => {
    const alternates = [feedAt(personFeedPath(encodeURIComponent(request.params.id)))];
    const page = {
      status: 200,
      facts: { ...plainFacts(pagePaths.person.replace(/\/:.*$/, '')), alternates },
    };
    return sendPage(request, reply, page);
  });
  app.get<{ Params: { id: string } }>(pagePaths.watch, { schema: options.schema }, async (request, reply) => {
    const { id } = request.params;
    const viewing = await tried(request, () => readViewing.of(context, id));
    // Without the database nobody knows; the client says what it finds.
    if (viewing === undefined) return sendPage(request, reply, { ...missing, status: 503 });
    if (viewing === null) return sendPage(request, reply, missing);
    return sendPage(request, reply, {
      status: 200,
      facts: viewing.facts,
      preloads: [...preloads.watch, ...viewing.preloads],
    });
  });
  const frame = client.chunks['src/embed/embed.ts'];
  const [hlsCode] = codePreloads(client.chunks, playingModules.feed ?? []);
  if (frame) embedRoutes(app, context, { playerUrl: `/${frame.file}`, hlsUrl: hlsCode?.href ?? null });
  // What was hidden or deleted looks like what never was.
  app.get<{ Params: { code: string } }>('/s/:code', { schema: options.schema }, async (request, reply) => {
    const videoId = await tried(request, () => findOpenShare(context.db, request.params.code));
    if (videoId === undefined) return sendPage(request, reply, { ...missing, status: 503 });
    if (videoId === null) return sendPage(request, reply, missing);
    // Without a host: whoever came here by whatever name stays there.
    return reply.header('cache-control', 'no-store').redirect(watchPath(videoId), 302);
  });
  app.get('/*', options, (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isOfProgram = /^\/(?:api|media)\//.test(path) || /\.[a-z0-9]+$/i.test(path);
    return isOfProgram ? reply.callNotFound() : sendPage(request, reply, missing);
  });
}

/** What a policy knows the scripts by that stand in a page. */
function scriptHashes(page: string): string[] {
  return [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}

/** A page must come whatever happens to the database; undefined when something did. */
async function tried<T>(request: FastifyRequest, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    request.log.warn({ err: error }, 'a page was sent without what it shows');
    return undefined;
  }
}
