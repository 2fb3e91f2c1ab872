import { WeireelError, type SurveyState } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { beginSurvey, findSource, readSurvey } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import { createAllowance } from '../http/allowance.ts';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';

/** Each costs the worker a look at a whole source, once. */
const pace = { capacity: 20_000, burst: 60, everyMs: 2000 };

/** What is found in sources, for those who edit them. */
export function surveyRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, newId } = context;
  const surveys = createAllowance(pace, context.elapsedMs);

  route(app, 'surveyAsset', async ({ params, viewer }) => {
    const { assetId, sha256 } = await requireSource(params.id, viewer.id);
    surveys.spend(viewer.id, 'too_many_surveys');
    await inTransaction(db, (trx) => beginSurvey(trx, { assetId, sha256 }, { ownerId: viewer.id, newId }));
    return requireSurvey(assetId);
  });

  route(app, 'assetSurvey', async ({ params, viewer }) =>
    requireSurvey((await requireSource(params.id, viewer.id)).assetId),
  );

  async function requireSource(assetId: string, userId: string) {
    const source = await findSource(db, assetId, userId);
    if (source === null) throw new WeireelError('not_found');
    return source;
  }

  async function requireSurvey(assetId: string): Promise<SurveyState> {
    const state = await readSurvey(db, assetId);
    if (state === null) throw new WeireelError('not_found');
    return state;
  }
}
