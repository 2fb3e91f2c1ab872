import type { Call } from '../call.ts';

/** Calls about captions: where they are and who may make them. */
export const captionsCalls = {
  captionTracks: { method: 'GET', path: '/videos/{id}/captions', access: 'public', status: 200 },
  captions: { method: 'GET', path: '/videos/{id}/captions/{language}', access: 'public', status: 200 },
  putCaptions: { method: 'PUT', path: '/videos/{id}/captions/{language}', access: 'user', status: 200 },
  putCaptionFile: {
    ...{ method: 'PUT', path: '/videos/{id}/captions/{language}/file', access: 'user', status: 200 },
  },
  transcription: { method: 'GET', path: '/videos/{id}/transcription', access: 'user', status: 200 },
  requestTranscription: {
    ...{ method: 'PUT', path: '/videos/{id}/transcription', access: 'publish', status: 200 },
  },
  deleteCaptions: { method: 'DELETE', path: '/videos/{id}/captions/{language}', access: 'user', status: 204 },
} as const satisfies Record<string, Call>;
