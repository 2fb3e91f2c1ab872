import type { FileUploadFailure } from './failure.ts';
import type { FileUploadState } from './file-upload-state.ts';
import type { Wait } from './retry.ts';

/** The upload of one file as it stands at one moment; never changes afterwards. */
export interface FileUploadSnapshot {
  /** Name of this upload within its uploader; means nothing to the server. */
  id: string;
  /** Name of the file. */
  fileName: string;
  /** Size of the file in bytes. */
  sizeBytes: number;
  /** Where it stands. */
  state: FileUploadState;
  /** The server's id of the upload; null until it is known. */
  uploadId: string | null;
  /** The asset that it becomes; null until it is known. */
  assetId: string | null;
  /** Whether it goes on with an upload that was begun earlier. */
  resumed: boolean;
  /** Bytes that the server has and keeps. */
  acknowledgedBytes: number;
  /** Bytes that have gone out but are not acknowledged yet. */
  inFlightBytes: number;
  /** Acknowledged and in flight together, as a share of the file, 0–1. */
  progress: number;
  /** Average of the last seconds, in bytes per second; null: not known (yet), or nothing moves. */
  bytesPerSecond: number | null;
  /** Estimated time to the last byte in milliseconds; null: not known. */
  remainingMs: number | null;
  /** What it waits for in the state `waiting`; otherwise null. */
  waiting: Wait | null;
  /** Why it failed in the state `failed`; otherwise null. */
  failure: FileUploadFailure | null;
}
