import type { FileUploadSnapshot } from '@weireel/client';

/** Shows how uploads go. */
export interface ProgressView {
  /** Takes note of how all files stand. */
  show(snapshots: readonly FileUploadSnapshot[]): void;
  /** Lets something write whole lines without harm to what is shown. */
  around(write: () => void): void;
  /** Shows nothing from now on. */
  stop(): void;
}
