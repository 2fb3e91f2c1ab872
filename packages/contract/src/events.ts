/**
 * Kinds of the append-only `events` table. The name says what happened to which noun; the subject's id is in
 * the row, details in its payload.
 */
export const eventKinds = [
  'user.registered',
  'upload.created',
  'upload.completed',
  'upload.cancelled',
  'upload.expired',
  'asset.changed',
  'asset.deleted',
  'video.created',
  'video.changed',
  'video.deleted',
  'job.dead',
] as const;

/** What happened. */
export type EventKind = (typeof eventKinds)[number];

/**
 * Messages of `GET /me/events` (server-sent events; `event:` carries the name, `data:` the JSON).
 * `video`: a whole `Video`. `video-deleted`: `{ id }`. `upload`: `{ id, assetId, state, receivedBytes, sizeBytes }`.
 */
export const streamMessageNames = ['video', 'video-deleted', 'upload'] as const;

/** Name of a message of `GET /me/events`. */
export type StreamMessageName = (typeof streamMessageNames)[number];
