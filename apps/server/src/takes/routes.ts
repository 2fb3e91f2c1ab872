import { WeireelError, type JoinedTakes } from '@weireel/contract';
import { lockUser } from '@weireel/db/people';
import { findStageProgress } from '@weireel/db/processing';
import { findTakes } from '@weireel/db/takes';
import { findAsset, type AssetRow } from '@weireel/db/videos';
import { beginJoin } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { answerOnce } from '../http/idempotency.ts';
import { route } from '../http/route.ts';
import { presentFailure } from '../processing/present-failure.ts';

const states: Record<AssetRow['state'], JoinedTakes['state']> = {
  ...{ uploading: 'joining', processing: 'processing', ready: 'ready' },
  ...{ failed: 'failed', deleted: 'failed' },
};

/** Takes that are joined into one asset. */
export function takeRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db } = context;

  route(app, 'joinTakes', ({ body, viewer, request }) =>
    answerOnce(context, request, { userId: viewer.id, status: 201 }, async (trx) => {
      // Held, so that two calls cannot both take the last place.
      await lockUser(trx, viewer.id);
      const actor = { newId: context.newId, requestId: request.id };
      const wish = { ownerId: viewer.id, partIds: body.assetIds };
      return { assetId: await beginJoin(trx, wish, actor, context.newSecret) };
    }),
  );

  route(app, 'joinedTakes', async ({ params, viewer, language }) => {
    const takes = await findTakes(db, params.id);
    const asset = await findAsset(db, params.id);
    if (takes === null || asset === null || takes.owner_id !== viewer.id) throw new WeireelError('not_found');
    const { state } = asset;
    return {
      ...{ assetId: asset.id, takes: takes.part_ids },
      state: states[state],
      progress: await findStageProgress(db, asset.id, 'upload'),
      failure: state === 'failed' ? presentFailure(asset, language) : null,
      failedTake: asset.failed_take,
      createdAt: takes.created_at.toISOString(),
    };
  });
}
