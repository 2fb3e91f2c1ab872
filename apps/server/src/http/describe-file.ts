import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';

/** A call that answers with something else than JSON of the contract. */
export interface FileCall {
  /** Its name in the API's documentation; no route of the contract has it. */
  operationId: string;
  /** One sentence. */
  summary: string;
  /** Under which noun it stands. */
  tag: string;
  /** Media type of its answer. */
  type: string;
  /** Whether somebody has to be signed in. Default false. */
  needsSignIn?: boolean;
  /** Schema of the path's parameters. Absent: none. */
  params?: object;
}

/** How files and streams stand in the API's documentation; what is answered is not looked at. */
export function describeFile({
  operationId,
  summary,
  tag,
  type,
  needsSignIn,
  params,
}: FileCall): FastifySchema {
  return {
    ...{ operationId, summary, tags: [tag] },
    ...(params && { params }),
    ...(needsSignIn === true && { security: [{ bearer: [] }] }),
    response: {
      200: {
        description: summary,
        content: { [type]: { schema: { type: 'string', contentMediaType: type } } },
      },
    },
  };
}

/** Serves a file by GET and HEAD: two routes, so that the documentation names the call once. */
export function fileRoute<Params>(
  app: FastifyInstance,
  url: string,
  {
    schema,
    handler,
  }: {
    schema: FastifySchema;
    handler: (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply) => Promise<unknown>;
  },
): void {
  app.route<{ Params: Params }>({ method: 'HEAD', url, schema: { hide: true }, handler });
  app.route<{ Params: Params }>({ method: 'GET', url, schema, handler, exposeHeadRoute: false });
}
