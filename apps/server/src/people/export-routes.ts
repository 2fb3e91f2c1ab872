import { Readable } from 'node:stream';
import { WeireelError } from '@weireel/contract';
import { exportPerson } from '@weireel/db/people';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { describeFile } from '../http/describe-file.ts';

/** Everything of a person is read for it: so often is enough. */
const pace = { capacity: 20_000, burst: 3, everyMs: 10 * 60_000 };

/**
 * `GET /me/export`: what is kept of me for myself, as a file of JSON that is written while it is read. Its members are
 * lists of rows as they are stored; media are downloaded by themselves.
 */
export function exportRoutes(app: FastifyInstance, { db, elapsedMs }: ServerContext): void {
  const exports = createAllowance(pace, elapsedMs);

  const schema = describeFile({
    operationId: 'exportMe',
    summary: 'Everything that is kept of me for myself, as a file',
    tag: 'me',
    type: 'application/json',
    needsSignIn: true,
  });

  app.get('/me/export', { schema }, async (request, reply) => {
    const { viewer } = request;
    if (viewer === null) throw new WeireelError(request.authenticationFailure);
    exports.spend(viewer.id);
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="weireel-export.json"')
      .header('cache-control', 'no-store')
      .send(Readable.from(exportPerson(db, viewer.id)));
  });
}
