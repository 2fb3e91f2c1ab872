import type { Call } from '../call.ts';

/** Calls about processing: where they are and who may make them. */
export const processingCalls = {
  reprocessVideo: { method: 'POST', path: '/videos/{id}/reprocess', access: 'publish', status: 200 },
} as const satisfies Record<string, Call>;
