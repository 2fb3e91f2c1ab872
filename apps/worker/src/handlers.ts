import type { JobHandlers } from '@weireel/jobs';
import { earlyHandlers } from './early/handlers.ts';
import { fileHandlers } from './files/handlers.ts';
import { mailHandlers } from './mail/handlers.ts';
import { pictureHandlers } from './pictures/handlers.ts';
import { processingHandlers } from './processing/handlers.ts';
import { renderHandlers } from './render/handlers.ts';
import { speechHandlers } from './speech/handlers.ts';
import { surveyHandlers } from './survey/handlers.ts';
import { takeHandlers } from './takes/handlers.ts';
import { upkeepHandlers } from './upkeep/handlers.ts';
import type { WorkerContext } from './worker-context.ts';

/** What this worker does for each kind of job: each family brings its own. */
export function createHandlers(context: WorkerContext): JobHandlers {
  return {
    ...earlyHandlers(context),
    ...processingHandlers(context),
    ...fileHandlers(context),
    ...pictureHandlers(context),
    ...renderHandlers(context),
    ...surveyHandlers(context),
    ...takeHandlers(context),
    ...speechHandlers(context),
    ...mailHandlers(context),
    ...upkeepHandlers(context),
  };
}
