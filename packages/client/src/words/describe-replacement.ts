import type { Replacement } from '@weireel/contract';

/** What is happening to a file that is to take the place of another, as message keys. */
export interface ReplacementWords {
  /** Message key of the sentence. */
  key: string;
  /** How far it is, 0–1; null: it cannot be said. */
  progress: number | null;
  /** Whether something moves. */
  isMoving: boolean;
  /** How long it still takes by the server's estimate; null: nobody knows. */
  remainingMs: number | null;
}

/** What is happening to a replacement, where this page does not send it itself. */
export function describeReplacement({ state, pipeline, remainingMs }: Replacement): ReplacementWords {
  if (state === 'uploading') {
    return { key: 'replace.receiving', progress: null, isMoving: false, remainingMs: null };
  }
  const running = pipeline.find(({ stage, state: at }) => stage === 'first_playable' && at === 'running');
  const progress = running !== undefined && running.progress > 0 ? running.progress : null;
  const isQueued = pipeline.every(({ stage, state: at }) => stage === 'upload' || at === 'waiting');
  return {
    key: isQueued ? 'replace.queued' : 'replace.processing',
    progress,
    isMoving: !isQueued,
    remainingMs,
  };
}
