/**
 * Where the upload of one file stands. `waiting`: nothing moves until a retry; `paused`: until the person
 * resumes it.
 */
export type FileUploadState = keyof typeof followers;

const followers = {
  queued: ['creating', 'uploading', 'completing', 'paused', 'failed', 'cancelled'],
  creating: ['uploading', 'completing', 'waiting', 'paused', 'failed', 'cancelled'],
  // Back to creating: the upload expired on the server.
  uploading: ['completing', 'creating', 'waiting', 'paused', 'failed', 'cancelled'],
  waiting: ['creating', 'uploading', 'completing', 'paused', 'failed', 'cancelled'],
  paused: ['queued', 'cancelled'],
  // Back to uploading: the server misses parts.
  completing: ['done', 'uploading', 'creating', 'waiting', 'paused', 'failed', 'cancelled'],
  done: [],
  // A person may try again.
  failed: ['queued', 'cancelled'],
  cancelled: [],
} as const;

/** Whether `to` may follow `from`. */
export function mayFollow(from: FileUploadState, to: FileUploadState): boolean {
  const allowed: readonly FileUploadState[] = followers[from];
  return allowed.includes(to);
}

/** Whether the upload is being worked on now. */
export function isActive(state: FileUploadState): boolean {
  return state === 'creating' || state === 'uploading' || state === 'waiting' || state === 'completing';
}

/** Whether nothing more happens unless a person asks for it. */
export function isSettled(state: FileUploadState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
