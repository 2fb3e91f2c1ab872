import { WeireelError, type CaptionCue } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { putCaptions } from '@weireel/db/captions';
import { indexCaptions, indexedPassages, nextTurn, type IndexedPassage } from '@weireel/db/search';
import { findArtefact, lockVideo } from '@weireel/db/videos';
import { noteProgress, type Attempt, type FailureVerdict, type JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { transcribeSpeech } from './transcribe-speech.ts';

/** Captions that an engine writes down. */
export function speechHandlers(context: WorkerContext): Pick<JobHandlers, 'transcribe'> {
  return {
    transcribe: {
      run: (attempt) => transcribe(context, attempt),
      describe: judgeSpeechFailure,
      onDead: async () => {
        // The video is as it was; its author is told by the job itself.
      },
    },
  };
}

/** Captions that somebody wrote meanwhile are theirs: another try would find them as well. */
function judgeSpeechFailure(error: unknown): FailureVerdict {
  const isTaken =
    error instanceof WeireelError &&
    (error.code === 'captions_changed' || error.code === 'too_many_captions');
  return isTaken ? { ...judgeFailure(error), final: true } : judgeFailure(error);
}

/**
 * Job `transcribe`: captions of a video of what is spoken in the asset that it shows. A video that is gone meanwhile, or
 * shows something else, ends it.
 *
 * @throws WeireelError `speech_failed`: this worker has no engine, or it did not work; `captions_changed`: somebody wrote some meanwhile
 */
async function transcribe(context: WorkerContext, attempt: Attempt<'transcribe'>): Promise<void> {
  const { db, speech } = context;
  const { job, payload, attemptId, signal } = attempt;
  if (speech === null) throw new WeireelError('speech_failed', { detail: 'this worker has no engine' });
  const source = await findArtefact(db, job.subject_id, 'source');
  const cues = await context.folders.use(attemptId, (folder) =>
    transcribeSpeech({
      ...{ context, folder, source, engine: speech, language: payload.language, signal },
      onProgress: (share) => noteProgress(db, attemptId, share),
    }),
  );
  // A dictionary of 8 MB: no other job waits for it.
  const { jieba } = await import('@weireel/search/jieba');
  const passages = await indexedPassages(jieba, cues, nextTurn);
  await attempt.publish((trx) => showTranscript(trx, attempt, cues, passages));
}

async function showTranscript(
  trx: Database,
  { job, payload: { videoId, language, label } }: Attempt<'transcribe'>,
  cues: CaptionCue[],
  passages: IndexedPassage[],
): Promise<void> {
  const video = await lockVideo(trx, videoId);
  if (video?.asset_id !== job.subject_id) return;
  const captions = { videoId, language, label, kind: 'machine', cues, revision: null } as const;
  const written = await putCaptions(trx, captions);
  if (written === 'too_many') throw new WeireelError('too_many_captions');
  if (written === 'changed') throw new WeireelError('captions_changed');
  await indexCaptions(trx, { videoId, language }, passages);
  const payload = { language, revision: written.revision };
  await appendEvent(trx, {
    ...{ kind: 'captions.changed', subjectId: videoId, userId: video.author_id, payload },
  });
}
