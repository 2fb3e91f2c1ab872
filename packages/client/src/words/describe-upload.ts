import type { WaitReason } from '../upload/retry.ts';
import type { FileUploadSnapshot } from '../upload/snapshot.ts';
import { formatBytes, formatPercent } from './figures.ts';

/** What is happening to an upload, as a message key and figures. */
export interface UploadWords {
  /** Message key. */
  key: string;
  /** Figures that follow it: how much, how fast. */
  figures: string[];
  /** Speed for people, such as `3.2 MB`; null: it does not move. */
  speed: string | null;
  /** Whether the bar stands still. */
  isStill: boolean;
}

const waitingKeys: Record<WaitReason, string> = {
  network: 'upload.state.waitingNetwork',
  busy: 'upload.state.waitingBusy',
  fault: 'upload.state.waitingFault',
  damage: 'upload.state.waitingDamage',
};

/** What is happening to an upload. `of` says «x of y» in the reader's language. */
export function describeUpload(
  snapshot: FileUploadSnapshot,
  of: (done: string, total: string) => string,
): UploadWords {
  const { state, sizeBytes, progress, waiting, bytesPerSecond } = snapshot;
  const moved = of(formatBytes(progress * sizeBytes), formatBytes(sizeBytes));
  const key =
    state === 'waiting' && waiting !== null ? waitingKeys[waiting.reason] : `upload.state.${plain(state)}`;
  return {
    key,
    figures:
      state === 'uploading' || state === 'paused' || state === 'waiting'
        ? [formatPercent(progress), moved]
        : [],
    speed: bytesPerSecond === null ? null : formatBytes(bytesPerSecond),
    isStill: state === 'paused' || state === 'waiting' || state === 'failed' || state === 'queued',
  };
}

// Waiting always has its reason; should it be missing, the network is the likely one.
function plain(state: FileUploadSnapshot['state']): string {
  return state === 'waiting' ? 'waitingNetwork' : state;
}
