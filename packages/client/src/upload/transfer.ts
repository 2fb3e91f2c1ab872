import type { CancelSignal } from '@weireel/contract';
import { WeireelError } from '@weireel/contract/plain';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import { newIdempotencyKey } from '../idempotency-key.ts';
import type { FileSource } from './file-source.ts';
import { locateUpload, type LocatedUpload } from './locate.ts';
import { inParallel } from './parallel.ts';
import { createPace } from './pace.ts';
import { lastPart } from './part.ts';
import type { PartLedger } from './part-ledger.ts';
import { partOrder } from './part-order.ts';
import type { RetryingCalls } from './retrying-calls.ts';
import { sendPart } from './send-part.ts';
import type { UploadTools } from './tools.ts';

/** The steps of a transfer, in their order; it may step back when the server has lost something. */
export type TransferStep = 'creating' | 'uploading' | 'completing';

/** What a transfer reports. */
export interface TransferListener {
  /** It begins a step; never told after its signal has fired. */
  entered(step: TransferStep): void;
  /** The upload exists on the server. */
  located(upload: LocatedUpload): void;
  /** Bytes have moved. */
  progressed(): void;
}

/** What is known of an upload beforehand. */
export interface TransferOptions {
  /** The one to go on with; null: one of the same file is looked for. */
  uploadId: string | null;
  /** Whether it is only to be joined with others. */
  forTakes: boolean;
  /** Names its beginning; null: a new name. */
  idempotencyKey: string | null;
}

const mostMissingRounds = 5;
const answerSilenceMs = 60_000;
// The server may read the whole file once more before it answers.
const completeSilenceMs = 600_000;

/** Brings the bytes of one file to the server. What it has learnt outlives a pause: run it again. */
export class Transfer {
  readonly #file: FileSource;
  readonly #tools: UploadTools;
  readonly #calls: RetryingCalls;
  readonly #ledger: PartLedger;
  readonly #listener: TransferListener;
  readonly #forTakes: boolean;
  #uploadId: string | null;
  #idempotencyKey: string;
  #upload: LocatedUpload | null = null;

  constructor(
    file: FileSource,
    { uploadId, forTakes, idempotencyKey }: TransferOptions,
    parts: { tools: UploadTools; calls: RetryingCalls; ledger: PartLedger; listener: TransferListener },
  ) {
    this.#file = file;
    this.#uploadId = uploadId;
    this.#forTakes = forTakes;
    this.#tools = parts.tools;
    this.#calls = parts.calls;
    this.#ledger = parts.ledger;
    this.#listener = parts.listener;
    this.#idempotencyKey = idempotencyKey ?? newIdempotencyKey(parts.tools.random);
  }

  /** The upload on the server; null until it is known. */
  get upload(): LocatedUpload | null {
    return this.#upload;
  }

  /** The server's id of the upload, as found or as given; null: not known. */
  get uploadId(): string | null {
    return this.#upload?.id ?? this.#uploadId;
  }

  /** Lets others of this uploader take the upload. */
  release(): void {
    if (this.#upload !== null) this.#tools.claims.delete(this.#upload.id);
  }

  /** Ends when the server has taken the whole file; rejects when that fails for good or is cancelled. */
  async run(signal: CancelSignal): Promise<void> {
    if (this.#file.sizeBytes === 0) throw new WeireelError('media_empty');
    for (let restarted = false; ; restarted = true) {
      try {
        return await this.#runOnce(signal);
      } catch (error) {
        if (restarted || signal.aborted || !isGone(error)) throw error;
        this.#forget();
      }
    }
  }

  async #runOnce(signal: CancelSignal): Promise<void> {
    const upload = this.#upload ?? (await this.#locate(signal));
    if (!upload.complete) {
      await this.#send(upload, await partOrder(this.#file, upload.partSizeBytes), signal);
    }
    for (let round = 1; ; round++) {
      try {
        return await this.#complete(upload, signal);
      } catch (error) {
        if (!isCode(error, 'parts_missing') || round === mostMissingRounds) throw error;
        const missing = await this.#missingParts(upload, error, signal);
        for (const n of missing) {
          upload.parts.delete(n);
          this.#ledger.takeBack(n);
        }
        await this.#send(upload, missing, signal);
      }
    }
  }

  async #locate(signal: CancelSignal): Promise<LocatedUpload> {
    this.#enter('creating', signal);
    const calls = this.#calls;
    const upload = await calls.work(() =>
      locateUpload(
        this.#file,
        { uploadId: this.#uploadId, idempotencyKey: this.#idempotencyKey, forTakes: this.#forTakes },
        {
          ...this.#tools,
          callThrough: (make) => calls.call({ signal, mayBeSilentMs: answerSilenceMs }, make),
        },
      ),
    );
    this.#upload = upload;
    this.#listener.located(upload);
    return upload;
  }

  async #send(upload: LocatedUpload, numbers: readonly number[], signal: CancelSignal): Promise<void> {
    this.#enter('uploading', signal);
    const { maxParallelParts: limit, newAbort } = this.#tools;
    const unsent = numbers.filter((n) => !this.#ledger.has(n));
    const context = {
      file: this.#file,
      upload,
      tools: this.#tools,
      calls: this.#calls,
      pace: createPace(limit),
      ledger: this.#ledger,
      progressed: () => this.#listener.progressed(),
    };
    try {
      await inParallel(unsent, { limit, signal, newAbort }, (n, partSignal) =>
        this.#calls.work(() => sendPart(context, n, partSignal)),
      );
    } catch (error) {
      // It may have been completed already, by an earlier run whose answer was lost: «complete» will tell.
      if (signal.aborted || !isCode(error, 'upload_not_open')) throw error;
    }
  }

  async #complete(upload: LocatedUpload, signal: CancelSignal): Promise<void> {
    this.#enter('completing', signal);
    await this.#calls.work(() =>
      this.#calls.call({ signal, mayBeSilentMs: completeSilenceMs }, (watched) =>
        this.#tools.api.call('completeUpload', { params: { id: upload.id }, signal: watched.signal }),
      ),
    );
  }

  async #missingParts(upload: LocatedUpload, error: ApiError, signal: CancelSignal): Promise<number[]> {
    const all = allParts(this.#file, upload);
    const named: unknown = error.extra['missing'];
    if (Array.isArray(named)) return all.filter((n) => named.includes(n));
    const { parts } = await this.#calls.work(() =>
      this.#calls.call({ signal, mayBeSilentMs: answerSilenceMs }, (watched) =>
        this.#tools.api.call('upload', { params: { id: upload.id }, signal: watched.signal }),
      ),
    );
    const present = new Set(parts.map((part) => part.n));
    return all.filter((n) => !present.has(n));
  }

  #enter(step: TransferStep, signal: CancelSignal): void {
    if (signal.aborted) throw new TransportError('The upload was stopped');
    this.#listener.entered(step);
  }

  #forget(): void {
    this.release();
    this.#upload = null;
    this.#uploadId = null;
    this.#idempotencyKey = newIdempotencyKey(this.#tools.random);
    this.#ledger.clear();
  }
}

function allParts(file: FileSource, upload: LocatedUpload): number[] {
  const last = lastPart({ sizeBytes: file.sizeBytes, partSizeBytes: upload.partSizeBytes });
  return Array.from({ length: last }, (_, index) => index + 1);
}

function isGone(error: unknown): boolean {
  return isCode(error, 'upload_expired') || isCode(error, 'not_found');
}

function isCode(error: unknown, code: ApiError['code']): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
