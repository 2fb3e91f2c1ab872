import { processingKinds } from '@weireel/contract';

/** Whether a kind of job is part of processing: its asset is not done without it. */
export function isProcessing(kind: string): boolean {
  return processingKinds.some((one) => one === kind);
}
