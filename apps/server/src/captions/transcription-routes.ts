import {
  assetSubject,
  fitsKind,
  WeireelError,
  type JobPayload,
  type Language,
  type Transcription,
} from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { findLatestJob } from '@weireel/jobs';
import { requestTranscription } from '@weireel/publishing';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';
import { presentFailure } from '../processing/present-failure.ts';
import { lockManaged } from '../videos/lock-managed.ts';
import { requireManagedCard } from '../videos/require-card.ts';

/** Captions that are written down by an engine for speech. */
export function transcriptionRoutes(app: FastifyInstance, context: ServerContext): void {
  const { db, config } = context;

  const present = async (assetId: string, videoId: string, language: Language): Promise<Transcription> => {
    const job = await findLatestJob(db, assetSubject(assetId), 'transcribe', { videoId });
    return { isOffered: config.hasSpeech, last: job && presentJob(job, language) };
  };

  route(app, 'transcription', async ({ params, viewer, language }) => {
    const { asset } = await requireManagedCard(db, params.id, viewer);
    return present(asset.id, params.id, language);
  });

  route(app, 'requestTranscription', async ({ params, body, viewer, language, request }) => {
    const { asset } = await requireManagedCard(db, params.id, viewer);
    if (!config.hasSpeech) throw new WeireelError('wrong_state');
    await inTransaction(db, async (trx) => {
      const video = await lockManaged(trx, params.id, viewer);
      const actor = { newId: context.newId, requestId: request.id };
      await requestTranscription(trx, { video, ...body, label: body.label.trim() }, actor);
    });
    return present(asset.id, params.id, language);
  });
}

function presentJob(job: JobRow, language: Language): Transcription['last'] {
  if (!fitsKind('transcribe', job.subject_type, job.payload)) return null;
  // As: its schema was just asked.
  const { language: spoken } = job.payload as JobPayload<'transcribe'>;
  const { state, progress, error } = job;
  if (state === 'waiting' || state === 'running' || state === 'done')
    return { language: spoken, state, progress, failure: null };
  const code = state === 'cancelled' ? 'processing_cancelled' : (error?.code ?? null);
  const failure = presentFailure({ failure_code: code, failed_take: null }, language);
  return { language: spoken, state: 'failed', progress, failure };
}
