import type { Route } from '../route.ts';
import { processingCalls } from './calls.ts';
import { Video } from '../videos/shapes.ts';
import { IdParams } from '../scalars.ts';

/** Calls about processing with the schemas of what they take and answer. */
export const processingRoutes = {
  reprocessVideo: {
    ...processingCalls.reprocessVideo,
    summary: 'Processes the stored source again: a failed one, or a ready one by today’s rules',
    params: IdParams,
    answer: Video,
  },
} as const satisfies Record<string, Route>;
