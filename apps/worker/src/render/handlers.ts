import { failPreview } from '@weireel/db/projects';
import type { JobHandlers } from '@weireel/jobs';
import { failRender } from '@weireel/processing';
import { judgeFailure } from '../failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import { createDrawingThreads } from './drawing-threads.ts';
import { exportFilm, failFilmExport } from './export-film.ts';
import { makeMezzanine } from './make-mezzanine.ts';
import { previewProject } from './preview-project.ts';
import { projectFrame } from './project-frame.ts';
import { renderAsset } from './render-asset.ts';
import { createSourceRoom } from './source-room.ts';

/** Films that are made of projects, and what shows these before. */
export function renderHandlers(
  context: WorkerContext,
): Pick<JobHandlers, 'render' | 'preview' | 'project_frame' | 'film_export' | 'mezzanine'> {
  const room = createSourceRoom(context.folders.pathOf('sources'));
  const tools = { threads: createDrawingThreads(), room };
  return {
    render: {
      run: (attempt) => renderAsset(context, tools, attempt),
      describe: judgeFailure,
      onDead: async (trx, job, error) => {
        await failRender(trx, { assetId: job.subject_id, jobId: job.id, code: error.code });
      },
    },
    preview: {
      run: (attempt) => previewProject(context, tools, attempt),
      describe: judgeFailure,
      onDead: (trx, job, error) => failPreview(trx, { assetId: job.subject_id }, error.code),
    },
    project_frame: {
      run: (attempt) => projectFrame(context, tools, attempt),
      describe: judgeFailure,
      // Whoever asked is told that it was not made in time.
      onDead: () => Promise.resolve(),
    },
    film_export: {
      run: (attempt) => exportFilm(context, attempt),
      describe: judgeFailure,
      onDead: (trx, job, error) => failFilmExport(trx, job, error.code),
    },
    mezzanine: {
      run: (attempt) => makeMezzanine(context, tools, attempt),
      describe: judgeFailure,
      // Films are rendered without it.
      onDead: () => Promise.resolve(),
    },
  };
}
