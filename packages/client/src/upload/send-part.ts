import type { CancelSignal } from '@weireel/contract';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import type { FileSource } from './file-source.ts';
import type { LocatedUpload } from './locate.ts';
import { partSize, readPart } from './part.ts';
import type { Pace } from './pace.ts';
import type { PartLedger } from './part-ledger.ts';
import type { RetryingCalls } from './retrying-calls.ts';
import { temporaryReason, type WaitReason } from './retry.ts';
import type { Watched } from './silence.ts';
import type { UploadTools } from './tools.ts';

/** What sending the parts of one file needs. */
export interface SendContext {
  /** Where the bytes come from. */
  file: FileSource;
  /** Where they go. */
  upload: LocatedUpload;
  /** Shared tools. */
  tools: UploadTools;
  /** Makes calls with retries. */
  calls: RetryingCalls;
  /** Lets parts out. */
  pace: Pace;
  /** Keeps account. */
  ledger: PartLedger;
  /** Told when bytes have moved. */
  progressed: () => void;
}

const silenceMs = 60_000;
// A platform that does not tell how much went out must be allowed the time that a bad line needs.
const slowestBytesPerMs = 8;

/**
 * Sends part n, unless the server has these very bytes. A part's etag is the SHA-256 of its bytes; without a
 * hash, name and size of the file must do.
 */
export async function sendPart(context: SendContext, n: number, signal: CancelSignal): Promise<void> {
  const { file, upload, tools, calls, pace, ledger, progressed } = context;
  const { api, clock, sha256 } = tools;
  const layout = { sizeBytes: file.sizeBytes, partSizeBytes: upload.partSizeBytes };
  const sizeBytes = partSize(layout, n);
  const before = upload.parts.get(n);
  const isThere = before?.sizeBytes === sizeBytes;
  if (isThere && sha256 === null) return acknowledge(false);

  const bytes = await readPart(file, layout, n);
  const hash = sha256 === null ? null : await sha256(bytes);
  if (isThere && hash === before.etag) return acknowledge(false);

  // Whether an earlier try may have arrived without our knowing: its bytes are not sent twice for that.
  let isDoubtful = false;

  async function put(watched: Watched): Promise<void> {
    if (isDoubtful && (await hasArrived(watched))) return;
    isDoubtful = false;
    try {
      await send(watched);
    } catch (error) {
      isDoubtful = error instanceof TransportError;
      throw error;
    }
  }

  async function hasArrived({ signal: callSignal }: Watched): Promise<boolean> {
    const { parts } = await api.call('upload', { params: { id: upload.id }, signal: callSignal });
    const part = parts.find((one) => one.n === n);
    return part?.sizeBytes === sizeBytes && (hash === null || part.etag === hash);
  }

  function send({ signal: callSignal, heard }: Watched) {
    ledger.send(n, 0, clock.now());
    return api.call('putPart', {
      params: { id: upload.id, n },
      bytes,
      headers: hash === null ? {} : { 'x-sha256': hash },
      signal: callSignal,
      onSentBytes: (sentBytes) => {
        if (callSignal.aborted) return;
        heard(silenceMs);
        ledger.send(n, Math.min(sentBytes, sizeBytes), clock.now());
        progressed();
      },
    });
  }

  try {
    const mayBeSilentMs = silenceMs + sizeBytes / slowestBytesPerMs;
    await calls.call({ signal, mayBeSilentMs, reasonOf, pace }, put);
  } finally {
    ledger.drop(n);
  }
  acknowledge(true);

  function acknowledge(sent: boolean): void {
    // A part that was read or answered after a pause counts all the same: the server has it.
    ledger.acknowledge(n, sizeBytes, sent, clock.now());
    progressed();
  }
}

// The hash was made of the bytes that were sent, so a mismatch means damage on the way.
function reasonOf(error: unknown): WaitReason | null {
  return error instanceof ApiError && error.code === 'checksum_mismatch' ? 'damage' : temporaryReason(error);
}
