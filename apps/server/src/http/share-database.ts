import { askFor } from '@weireel/db';
import type { FastifyInstance } from 'fastify';
import { addressBlocks } from './address-blocks.ts';

/**
 * Lets requests take turns at the database by who they come from: a person, or the address block of those who are not
 * signed in. Whoever sends a hundred at once waits for their own, and the others for one each.
 */
export function shareDatabase(app: FastifyInstance): void {
  // After the body has come, which would be read for nobody, and after those who are refused have been.
  app.addHook('preHandler', (request, _reply, done) => {
    askFor(request.viewer?.id ?? addressBlocks(request.ip).own, done);
  });
}
