/**
 * Messages of `GET /me/events` (server-sent events; `event:` carries the name, `data:` the JSON).
 * `video`: a whole `Video`. `video-deleted`: `{ id }`. `upload`: `{ id, assetId, state, receivedBytes, sizeBytes }`.
 * `unread`: `Unread`.
 */
export const streamMessageNames = ['video', 'video-deleted', 'upload', 'unread'] as const;

/** Name of a message of `GET /me/events`. */
export type StreamMessageName = (typeof streamMessageNames)[number];
