import { describeFailure, type FileUploadFailure } from './failure.ts';
import type { FileSource } from './file-source.ts';
import { isActive, mayFollow, type FileUploadState } from './file-upload-state.ts';
import { createPartLedger } from './part-ledger.ts';
import { createRetryingCalls, type RetryingCalls } from './retrying-calls.ts';
import type { AbortSource } from './ports.ts';
import type { FileUploadSnapshot } from './snapshot.ts';
import type { UploadTools } from './tools.ts';
import { Transfer, type TransferStep } from './transfer.ts';

/** An upload on the server that a file has found or begun. */
export interface UploadCreated {
  /** The server's id of the upload. */
  uploadId: string;
  /** The asset that it becomes; a video may be made of it at once. */
  assetId: string;
  /** Whether it was begun earlier, so that a video of it may exist already. */
  resumed: boolean;
}

/** How one file is uploaded. */
export interface FileUploadOptions {
  /** The upload to go on with. Absent: an open one with the same name and size is looked for. */
  uploadId?: string;
  /** Whether it is only to be joined with others. Absent: false. */
  forTakes?: boolean;
  /** Names its beginning: begun again under the same name, also after the app was killed, it is the same upload. */
  idempotencyKey?: string;
  /** Told as soon as the upload exists; again when it had expired and was begun anew. */
  onCreated?: (created: UploadCreated) => void;
}

/**
 * The upload of one file: its state, and what a person does to it. The work is the transfer's; `waiting`
 * overlays its step while every call that is under way waits for its next try. All transitions are in
 * `file-upload-state.ts`.
 */
export class FileUpload {
  readonly id: string;
  readonly #file: FileSource;
  readonly #tools: UploadTools;
  readonly #changed: (moved: boolean) => void;
  readonly #ledger = createPartLedger();
  readonly #calls: RetryingCalls;
  readonly #transfer: Transfer;
  #state: FileUploadState = 'queued';
  #step: TransferStep = 'creating';
  #failure: FileUploadFailure | null = null;
  #run: AbortSource | null = null;

  /** `changed` is told after every change; `moved` says that the state is another one. */
  constructor(
    id: string,
    file: FileSource,
    options: FileUploadOptions,
    tools: UploadTools,
    changed: (moved: boolean) => void,
  ) {
    this.id = id;
    this.#file = file;
    this.#tools = tools;
    this.#changed = changed;
    this.#calls = createRetryingCalls(tools, () => this.#overlayWaiting());
    this.#transfer = new Transfer(
      file,
      {
        uploadId: options.uploadId ?? null,
        forTakes: options.forTakes ?? false,
        idempotencyKey: options.idempotencyKey ?? null,
      },
      {
        tools,
        calls: this.#calls,
        ledger: this.#ledger,
        listener: {
          entered: (step) => this.#enter(step),
          located: ({ id: uploadId, assetId, resumed }) =>
            options.onCreated?.({ uploadId, assetId, resumed }),
          progressed: () => this.#changed(false),
        },
      },
    );
  }

  /** Where it stands. */
  get state(): FileUploadState {
    return this.#state;
  }

  /** Whether a run has not wound up yet, which takes a moment after a pause. */
  get isRunning(): boolean {
    return this.#run !== null;
  }

  /** Takes it from `queued` to its end, or until it is paused or cancelled. Never rejects. */
  async run(): Promise<void> {
    const run = this.#tools.newAbort();
    this.#run = run;
    try {
      await this.#transfer.run(run.signal);
      // Paused or cancelled at the last moment: «complete» can be repeated.
      if (run.signal.aborted) return;
      this.#move('done');
    } catch (error) {
      if (run.signal.aborted) return;
      this.#failure = describeFailure(error, this.#tools.api.language());
      this.#move('failed');
    } finally {
      this.#run = null;
    }
  }

  /** Stops the work; what the server has stays there. Does nothing when there is no work. */
  pause(): void {
    if (this.#state !== 'queued' && !isActive(this.#state)) return;
    this.#move('paused');
    this.#run?.abort();
  }

  /** Puts a paused or failed upload back into the queue. */
  resume(): void {
    if (this.#state !== 'paused' && this.#state !== 'failed') return;
    this.#failure = null;
    this.#move('queued');
  }

  /** Stops for good. Resolves when the server has been told, or need not be. */
  async cancel(): Promise<void> {
    if (!mayFollow(this.#state, 'cancelled')) return;
    this.#move('cancelled');
    this.#run?.abort();
    this.#transfer.release();
    const id = this.#transfer.uploadId;
    if (id === null) return;
    const { api, newAbort, retry } = this.#tools;
    try {
      await retry.run(() => api.call('cancelUpload', { params: { id } }), { signal: newAbort().signal });
    } catch {
      // It is gone already, or it expires by itself: the person who cancelled need not know.
    }
  }

  /** Stops without telling the server, so that the upload can be taken up again later. */
  abandon(): void {
    this.pause();
    this.#transfer.release();
  }

  /** How it stands now. */
  snapshot(): FileUploadSnapshot {
    const { name: fileName, sizeBytes } = this.#file;
    const { acknowledgedBytes, inFlightBytes, bytesPerSecond } = this.#ledger.figures(
      this.#tools.clock.now(),
    );
    const isDone = this.#state === 'done';
    const speed = this.#state === 'uploading' ? bytesPerSecond : null;
    const leftBytes = isDone ? 0 : sizeBytes - acknowledgedBytes - inFlightBytes;
    return {
      id: this.id,
      fileName,
      sizeBytes,
      state: this.#state,
      uploadId: this.#transfer.uploadId,
      assetId: this.#transfer.upload?.assetId ?? null,
      resumed: this.#transfer.upload?.resumed ?? false,
      // One that was complete before it was taken up again has sent nothing, and yet all is there.
      acknowledgedBytes: isDone ? sizeBytes : acknowledgedBytes,
      inFlightBytes,
      progress: sizeBytes === 0 ? 0 : 1 - leftBytes / sizeBytes,
      bytesPerSecond: speed,
      remainingMs: speed === null || speed === 0 ? null : Math.round((leftBytes * 1000) / speed),
      waiting: this.#state === 'waiting' ? this.#calls.waiting() : null,
      failure: this.#failure,
    };
  }

  #overlayWaiting(): void {
    if (!isActive(this.#state)) return;
    const next = this.#calls.waiting() === null ? this.#step : 'waiting';
    if (next === this.#state) this.#changed(false);
    else this.#move(next);
  }

  #enter(step: TransferStep): void {
    this.#step = step;
    if (this.#state !== step) this.#move(step);
  }

  #move(to: FileUploadState): void {
    if (!mayFollow(this.#state, to)) throw new TypeError(`an upload cannot go from ${this.#state} to ${to}`);
    this.#state = to;
    this.#changed(true);
  }
}
