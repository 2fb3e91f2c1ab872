import { hasPermission } from '@weireel/catalogue';
import {
  isPermitted,
  permissions,
  routes,
  WeireelError,
  type AnswerOf,
  type BodyOf,
  type Language,
  type ParamsOf,
  type QueryOf,
  type Route,
  type RouteName,
} from '@weireel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from './context.ts';
import { languageOf } from './problem.ts';
import { serializeWhenNeeded } from './validation.ts';

type ViewerOf<N extends RouteName> = (typeof routes)[N]['access'] extends 'public'
  ? SignedIn | null
  : SignedIn;

/** What a handler gets. */
export interface Call<N extends RouteName> {
  /** Checked path parameters. */
  params: ParamsOf<N>;
  /** Checked query. */
  query: QueryOf<N>;
  /** Checked body. */
  body: BodyOf<N>;
  /** Who asks; never null on calls that need somebody. */
  viewer: ViewerOf<N>;
  /** Language of the answer's sentences. */
  language: Language;
  /** The request below. */
  request: FastifyRequest;
  /** The reply, for headers. */
  reply: FastifyReply;
}

/** Reads that say the same to all visitors. */
const shared: ReadonlySet<RouteName> = new Set(['feed', 'video', 'relatedVideos', 'comments']);

/** Registers a call of the contract: schemas, access and status come from there, only the work from here. */
export function route<N extends RouteName>(
  app: FastifyInstance,
  name: N,
  work: (call: Call<N>) => Promise<AnswerOf<N>>,
): void {
  const facts: Route = routes[name];
  const needed = facts.access === 'public' || facts.access === 'user' ? null : facts.access;
  app.route({
    method: facts.method,
    url: facts.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      operationId: name,
      summary: facts.summary,
      tags: [facts.path.split('/')[1] ?? 'other'],
      ...(facts.access !== 'public' && { security: [{ bearer: [] }] }),
      ...(needed !== null && { description: `For ${permissions[needed].join(', ')}` }),
      ...(facts.params && { params: facts.params }),
      ...(facts.query && { querystring: facts.query }),
      ...(facts.body && { body: facts.body }),
      response: { [facts.status]: facts.answer ?? { type: 'null', description: 'Done' } },
    },
    serializerCompiler: serializeWhenNeeded(app),
    config: { isShared: shared.has(name) },
    ...(facts.mostBodyBytes !== undefined && { bodyLimit: facts.mostBodyBytes }),
    handler: async (request, reply) => {
      if (facts.access !== 'public' && request.viewer === null)
        throw new WeireelError(request.authenticationFailure);
      if (needed !== null && !hasPermission(request.viewer, needed)) {
        const isWithheld = isPermitted(request.viewer?.withheld ?? [], needed);
        throw new WeireelError(isWithheld ? 'second_factor_required' : 'forbidden');
      }
      const answer = await work({
        // The schemas above were checked by Fastify, and the lines above made sure of the viewer.
        params: request.params as ParamsOf<N>,
        query: request.query as QueryOf<N>,
        body: request.body as BodyOf<N>,
        viewer: request.viewer as ViewerOf<N>,
        language: languageOf(request),
        request,
        reply,
      });
      reply.code(facts.status);
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      return answer;
    },
  });
}
