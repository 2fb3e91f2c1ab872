import { failSurvey } from '@weireel/db/projects';
import type { JobHandlers } from '@weireel/jobs';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { surveySource } from './survey-source.ts';

/** What is found in sources for those who edit them. */
export function surveyHandlers(context: WorkerContext): Pick<JobHandlers, 'survey'> {
  return {
    survey: {
      run: (attempt) => surveySource(context, attempt),
      describe: judgeFailure,
      onDead: (trx, job, error) => failSurvey(trx, job.subject_id, error.code),
    },
  };
}
